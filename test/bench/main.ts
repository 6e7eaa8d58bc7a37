/** `npm run bench [name or group …]`: each benchmark as a ratio to a baseline measured in the same run. */
import { benchAnswering } from './answering.ts';
import { benchClosing } from './closing.ts';
import { benchMinutes } from './minutes.ts';
import { benchPlanning } from './planning.ts';
import { benchPosting } from './posting.ts';
import { benchResults } from './results.ts';

type Benches = Readonly<Record<string, () => Promise<void>>>;

const groups: Readonly<Record<string, Benches>> = {
  pulses: { answering: benchAnswering, closing: benchClosing, results: benchResults },
  meetings: { minutes: benchMinutes },
  sending: { posting: benchPosting, planning: benchPlanning },
};
const benches: Benches = Object.assign({}, ...Object.values(groups)) as Benches;

const wanted = process.argv.slice(2).flatMap((name) => Object.keys(groups[name] ?? { [name]: undefined }));
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  const known = [...Object.keys(groups), ...Object.keys(benches)];
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await bench();
}

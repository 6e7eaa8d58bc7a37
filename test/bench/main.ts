/** `npm run bench [-- name …]`: each benchmark as a ratio to a baseline measured in the same run. */
import { benchAnswering } from './answering.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = { answering: benchAnswering };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await bench();
}

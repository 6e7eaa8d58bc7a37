// `npm run soak`: the same promises as `npm test`, held for as long as an agency would: many more real kills over a
// whole year, ten years in memory, attacks on two hundred agencies, and a hundred thousand mutated activities.
process.env.KILLS ??= '1000';
process.env.WEEKS ??= '52';
process.env.CAMPAIGNS ??= '10';
process.env.AGENCIES ??= '200';
process.env.ACTIVITIES ??= '100000';
if (process.argv.length === 2)
  process.argv.push('test/faults', 'test/attacks/disclosure.test.ts', 'test/attacks/fuzz.test.ts');
await import('./run.mjs');

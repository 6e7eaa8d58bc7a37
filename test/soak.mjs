// `npm run soak`: the same promises as `npm test`, held for as long as an agency would: many more real kills, and
// attacks on two hundred agencies.
process.env.KILLS ??= '1000';
process.env.AGENCIES ??= '200';
if (process.argv.length === 2) process.argv.push('test/faults', 'test/attacks/disclosure.test.ts');
await import('./run.mjs');

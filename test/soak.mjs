// `npm run soak`: the same promises as `npm test`, held for as long as an agency would: many more real kills.
process.env.KILLS ??= '1000';
if (process.argv.length === 2) process.argv.push('test/faults');
await import('./run.mjs');

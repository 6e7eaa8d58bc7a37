import { readTemplates, TemplateFault, templateSchema } from './minutes/templates.ts';

/**
 * `npm run templates [-- <folder>]`: holds our meeting templates, and those in `<folder>/templates`, to their shape.
 * `npm run templates -- --schema` prints that shape as JSON Schema, for an editor.
 */
function run([argument]: readonly string[]): string {
  if (argument === '--schema') return JSON.stringify(templateSchema(), null, 2);
  const lines = [...readTemplates(argument).values()].map(
    ({ id, names, approval, items }) =>
      `ok       ${id.padEnd(20)} ${names.nb}: ${items.length} items, approved by ${approval.way}`,
  );
  return lines.join('\n');
}

try {
  process.stdout.write(`${run(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof TemplateFault)) throw error;
  process.stderr.write(`FAULT    ${error.message}\n`);
  process.exitCode = 1;
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Each plant breaks one rule in a file of its own; the rule meant for it must be the one that speaks. */
const plants = [
  ['model-is-pure', 'bot/pulses/model/planted.ts', "export { readFileSync } from 'node:fs';"],
  [
    'platform-knows-no-feature',
    'bot/platform/planted.ts',
    "export { Refusal } from '../people/planted-actions.ts';",
  ],
  ['no-cycles', 'bot/people/planted-actions.ts', "export * from '../people/planted-store.ts';"],
  // The other half of the cycle, which is reported once.
  ['', 'bot/people/planted-store.ts', "export * from '../people/planted-actions.ts';"],
  [
    'features-see-interfaces-only',
    'bot/prompts/planted.ts',
    "export * from '../platform/database/embedded.ts';",
  ],
  ['leaves-stay-apart', 'bot/minutes/planted.ts', "export * from '../prompts/planted.ts';"],
  ['features-look-down', 'bot/programme/planted.ts', "export * from '../minutes/planted.ts';"],
  ['people-know-nobody', 'bot/people/planted.ts', "export * from '../programme/model/programme.ts';"],
  ['content-below-programme', 'bot/content/planted.ts', "export * from '../programme/model/programme.ts';"],
  ['only-app-introduces', 'bot/pulses/planted.ts', "export * from '../app.ts';"],
  ['tab-sees-models-only', 'tab/planted.ts', "export * from '../bot/settings.ts';"],
  ['practice-stands-outside', 'infra/practice/planted.ts', "export * from '../../bot/settings.ts';"],
  ['service-knows-no-practice', 'bot/planted.ts', "export * from '../infra/practice/api.ts';"],
  ['no-tests-in-product', 'bot/planted-test.ts', "export * from '../test/support/databases.ts';"],
  ['one-door-for-restify', 'bot/pulses/planted-restify.ts', "export { createServer } from 'restify';"],
  ['one-door-for-botbuilder', 'bot/pulses/planted-bot.ts', "export { CloudAdapter } from 'botbuilder';"],
  ['one-door-for-kysely', 'bot/pulses/planted-sql.ts', "export { sql } from 'kysely';"],
  ['one-door-for-docx', 'bot/pulses/planted-docx.ts', "export { Document } from 'docx';"],
  [
    'one-door-for-the-key-vault',
    'bot/pulses/planted-vault.ts',
    "export { SecretClient } from '@azure/keyvault-secrets';",
  ],
  ['one-door-for-pdfkit', 'bot/pulses/planted-pdf.ts', "import 'pdfkit';"],
  ['one-door-for-write-excel-file', 'bot/pulses/planted-sheet.ts', "import 'write-excel-file/node';"],
  ['one-door-for-recharts', 'tab/pulses/planted.tsx', "export { LineChart } from 'recharts';"],
  ['one-door-for-@microsoft/teams-js', 'tab/planted-teams.ts', "export { app } from '@microsoft/teams-js';"],
] as const;

describe('the boundaries', () => {
  it('report every planted violation by its name', () => {
    const copy = mkdtempSync(join(tmpdir(), 'lederpuls-rules-'));
    for (const part of ['bot', 'tab', 'infra', 'test', 'package.json', 'tsconfig.json'])
      cpSync(part, join(copy, part), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    for (const [, file, text] of plants) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }

    const { stdout } = spawnSync(
      process.execPath,
      [
        'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
        ...[
          '--config',
          'test/architecture/boundaries.cjs',
          '--output-type',
          'json',
          'bot',
          'tab',
          'infra',
          'test',
        ],
      ],
      { cwd: copy, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    rmSync(copy, { recursive: true });

    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    const reported = new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`));
    const missed = plants.filter(([name, file]) => name !== '' && !reported.has(`${name} ${file}`));
    expect(missed).toEqual([]);
  }, 120_000);
});

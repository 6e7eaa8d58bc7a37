/**
 * `npm run package`: fills in the app manifest, checks it and its translations against Microsoft's own schemas, offline, and
 * writes dist/lederpuls.zip. Values come from the environment (TEAMS_APP_ID, BOT_ID …); what is missing is told by name.
 */
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { type Ajv as AjvType, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import { zipSync } from 'fflate';

const require = createRequire(import.meta.url);
const folder = import.meta.dirname;
const FIRST_ZIP_DAY = new Date(1980, 0, 1);

export type ManifestValues = Readonly<Record<string, string | undefined>>;

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Throws with the names of all values that are missing. */
export function fillManifest(values: ManifestValues): TeamsManifest & Record<string, unknown> {
  const missing = new Set<string>();
  const text = read('manifest.json').replace(/\$\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') missing.add(name);
    return JSON.stringify(value ?? '').slice(1, -1);
  });
  if (missing.size > 0) throw new Error(`Set ${[...missing].sort().join(', ')} to make the app package.`);
  return JSON.parse(text) as TeamsManifest & Record<string, unknown>;
}

/** Translation files have a schema of their own, which validateAgainstSchema leaves out. */
export function translationFaults(file: string): string[] {
  const schemas = join(
    dirname(require.resolve('@microsoft/app-manifest/package.json')),
    'build/json-schemas/teams/v1.30',
  );
  const schema = JSON.parse(
    readFileSync(join(schemas, 'MicrosoftTeams.Localization.schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  const Ajv = require('ajv-draft-04') as new (options: Options) => AjvType;
  // Some of its patterns are not valid with the u flag.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  (addFormats as unknown as (ajv: AjvType) => void)(ajv);
  const check = ajv.compile(schema);
  check(JSON.parse(read(file)));
  return (check.errors ?? []).map(({ instancePath, message }) => `${file}${instancePath} ${message ?? ''}`);
}

export const translations = ['nn-no.json', 'en-us.json'] as const;

export async function manifestFaults(manifest: TeamsManifest): Promise<string[]> {
  return [
    ...(await AppManifestUtils.validateAgainstSchema(manifest)),
    ...translations.flatMap(translationFaults),
  ];
}

/** The same input gives the same bytes. */
export function zipPackage(manifest: object): Uint8Array {
  const text = (value: string) => new TextEncoder().encode(value);
  return zipSync(
    {
      'manifest.json': text(JSON.stringify(manifest, null, 2)),
      ...Object.fromEntries(translations.map((file) => [file, text(read(file))])),
      'color.png': readFileSync(join(folder, 'color.png')),
      'outline.png': readFileSync(join(folder, 'outline.png')),
    },
    { mtime: FIRST_ZIP_DAY },
  );
}

async function main(): Promise<void> {
  const manifest = fillManifest(process.env);
  const faults = await manifestFaults(manifest);
  if (faults.length > 0)
    throw new Error(`The app package was not made:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  const target = join(folder, '../dist/lederpuls.zip');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, zipPackage(manifest));
  process.stdout.write(`${target}\n`);
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });

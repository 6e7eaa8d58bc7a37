/**
 * `npm run parts`: what the product is made of, from the lock file. Writes dist/sbom.json (CycloneDX, by npm itself) and
 * dist/licences.md, and fails on a licence that does not fit MIT.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Licences under which others may pass the product on as they got it. */
const fitting = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense'],
  ...['OFL-1.1', '(AFL-2.1 OR BSD-3-Clause)', 'MIT AND ISC AND BSD-3-Clause'],
]);

/** Their package.json names none; it stands in their own files. */
const statedElsewhere: Readonly<Record<string, string>> = {
  'escape-regexp-component': 'MIT',
  jspath: 'MIT',
  'png-js': 'MIT',
};

export interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly license?: string; readonly dev?: boolean } & Record<
        'dependencies' | 'devDependencies',
        Readonly<Record<string, string>> | undefined
      >
    >
  >;
}

/** Development packages that Vite puts into the pages, and so are passed on; what they need themselves comes with them. */
const bundled = [
  '@fluentui/react-components',
  '@fluentui/react-icons',
  '@microsoft/teams-js',
  'react',
  'react-dom',
];
const alsoBundled = ['recharts', 'adaptivecards'];

/** Everything that is passed on with the product, by name. */
export function partsOf(lock: Lock): readonly Part[] {
  const inPages = new Set<string>();
  const follow = (name: string): void => {
    const path = `node_modules/${name}`;
    const found = lock.packages[path];
    if (!found || inPages.has(path)) return;
    inPages.add(path);
    for (const one of Object.keys(found.dependencies ?? {})) follow(one);
  };
  for (const name of [...bundled, ...alsoBundled]) follow(name);
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && (dev !== true || inPages.has(path)))
    .map(([path, { version = '', license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, licence: license ?? statedElsewhere[name] ?? 'none stated' };
    })
    .sort((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));
}

export const unfit = (parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ licence }) => !fitting.has(licence));

export const readLock = (): Lock => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;

function main(): void {
  const parts = partsOf(readLock());
  mkdirSync(join(root, 'dist'), { recursive: true });
  // The pages are bundled from development packages, so none is left out.
  const arguments_ = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  writeFileSync(join(root, 'dist/sbom.json'), execFileSync('npm', arguments_, { cwd: root, maxBuffer: 1e8 }));
  const rows = parts.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  writeFileSync(
    join(root, 'dist/licences.md'),
    ['| package | version | licence |', '|---|---|---|', ...rows, ''].join('\n'),
  );
  process.stdout.write(`dist/sbom.json and dist/licences.md: ${String(parts.length)} packages\n`);
  for (const { name, licence } of unfit(parts)) process.stderr.write(`${name}: ${licence} does not fit\n`);
  if (unfit(parts).length > 0) process.exitCode = 1;
}

if (import.meta.main) main();

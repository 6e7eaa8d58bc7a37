import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const place = (file: string) => new URL(`../../infra/${file}`, import.meta.url);
const read = (file: string) => readFileSync(place(file), 'utf8');
const asked = (text: string) => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
}

const steps = parse(read('m365agents.yml')) as { readonly provision: readonly Step[] };
const parameters = JSON.parse(read('main.parameters.json')) as { parameters: object };

describe('what the toolkit deploys', () => {
  it('asks for no value that its environment does not name', () => {
    const named = [...read('env/.env.production').matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
    const wanted = ['m365agents.yml', 'main.parameters.json', '../manifest/manifest.json'].flatMap((file) =>
      asked(read(file)),
    );
    expect(wanted.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('gives main.bicep what it must have, and gets from it what the package needs', () => {
    const main = read('main.bicep');
    const must = [...main.matchAll(/^param (\w+) \w+$/gm)].map(([, name = '']) => name);
    const may = [...main.matchAll(/^param (\w+)/gm)].map(([, name = '']) => name);
    const given = Object.keys(parameters.parameters);
    expect(must.filter((name) => !given.includes(name))).toEqual([]);
    expect(given.filter((name) => !may.includes(name))).toEqual([]);
    const made = [main, read('entra.bicep')].flatMap((source) =>
      [...source.matchAll(/^output (\w+)/gm)].map(([, name = '']) => name),
    );
    const byHand = ['TEAMS_APP_ID', 'DEVELOPER_NAME'];
    expect(new Set(asked(read('../manifest/manifest.json')))).toEqual(
      new Set([...byHand, ...made.filter((name) => name !== 'IDENTITY_PRINCIPAL_ID')]),
    );
  });

  it('names files that are there', () => {
    const files = steps.provision.flatMap(({ with: given }) => {
      const templates = (given['templates'] ?? []) as readonly { path: string; parameters: string }[];
      const manifest = given['manifestPath'];
      return [
        ...templates.flatMap((one) => [one.path, one.parameters]),
        ...(typeof manifest === 'string' ? [manifest] : []),
      ];
    });
    expect(files).toHaveLength(3);
    // The toolkit looks for what a manifest names in the manifest's own folder.
    const { icons, localizationInfo } = JSON.parse(read('../manifest/manifest.json')) as {
      readonly icons: Readonly<Record<string, string>>;
      readonly localizationInfo: { readonly additionalLanguages: readonly { readonly file: string }[] };
    };
    const named = [...Object.values(icons), ...localizationInfo.additionalLanguages.map(({ file }) => file)];
    const all = [...files, ...named.map((file) => `../manifest/${file}`)];
    expect(all.filter((file) => !existsSync(place(file)))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readSettings } from '../../bot/settings.ts';
import { bicepReader } from './bicep.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const guid = '11111111-2222-4333-8444-555555555555';

/** What stands where a deployment fills in. */
const samples: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://lederpuls.example',
  MicrosoftAppId: guid,
  MicrosoftAppTenantId: guid,
  MicrosoftAppPassword: 'hemmelig-verdi-fra-Entra',
  AAD_APP_CLIENT_ID: '99999999-2222-4333-8444-555555555555',
  AGENCY_NAME: 'Etaten',
  TEAMS_APP_ID: guid,
  RESULTS_SITE_ID: `etaten.sharepoint.com,${guid},${guid}`,
  RESULTS_LIST: 'Lederpuls',
};

const image = Object.fromEntries(
  [...(/^ENV (.*)$/m.exec(read('infra/Dockerfile'))?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  ),
);

function expectKnown(names: readonly string[]): void {
  const settings = read('bot/settings.ts');
  expect(names.filter((name) => name !== 'NODE_ENV' && !settings.includes(`\n  ${name}:`))).toEqual([]);
}

describe('the service starts with what it is given', () => {
  it('by Bicep, without a secret', async () => {
    const { resources } = (await bicepReader())(read('infra/main.bicep'));
    const app = resources.find(({ type }) => type.startsWith('Microsoft.App/containerApps@'))?.body as {
      properties: { template: { containers: { env: { name: string; value: string }[] }[] } };
    };
    const env = app.properties.template.containers[0]?.env ?? [];
    const filled = env.map(({ name, value }) => {
      // Of an expression `['https://${a.b}/c']` the words stay.
      const plain = value.replace(/^\['?|'?\]$/g, '').replace(/\$\{[^}]*\}/g, 'ord');
      return [name, value.startsWith('[') ? (samples[name] ?? plain) : value] as const;
    });
    expectKnown(filled.map(([name]) => name));
    const settings = readSettings({ ...image, ...Object.fromEntries(filled) });
    expect(settings).toMatchObject({
      app: { type: 'UserAssignedMSI', password: undefined },
      keys: { kind: 'vault' },
      databaseTokenScope: 'https://ossrdbms-aad.database.windows.net/.default',
      trustProxy: true,
    });
    expect(new URL(settings.databaseUrl ?? '').password).toBe('');
  });

  it('by compose, once its own settings are filled in', () => {
    const { services } = parse(read('infra/compose.yaml'), { merge: true }) as {
      services: Record<string, { environment: Record<string, string> }>;
    };
    const given = services['first']?.environment ?? {};
    const filled = Object.entries(given).map(
      ([name, value]) => [name, samples[name] ?? value.replace(/\$\{[^}]*\}/g, 'ord')] as const,
    );
    expectKnown([...Object.keys(given), ...Object.keys(image)]);
    expect(readSettings({ ...image, ...Object.fromEntries(filled) })).toMatchObject({
      host: '0.0.0.0',
      keys: { kind: 'directory', dir: '/keys' },
      dataDir: '/data',
      databaseUrl: 'postgresql://lederpuls:ord@database:5432/lederpuls',
    });
    // Without them nothing starts: each is asked for by name.
    for (const name of ['PUBLIC_URL', 'MicrosoftAppId', 'MicrosoftAppTenantId', 'MicrosoftAppPassword'])
      expect(given[name]).toMatch(/\$\{\w+:\?.+\}/);
  });

  it('by systemd: data and keys apart, and the unit reads no secret itself', () => {
    const unit = read('infra/lederpuls.service');
    const set = Object.fromEntries(
      [...unit.matchAll(/^Environment=(.*)$/gm)]
        .flatMap(([, line = '']) => line.split(' '))
        .map((pair) => pair.split('=') as [string, string]),
    );
    expectKnown(Object.keys(set));
    expect(set['KEY_DIR']?.startsWith(set['DATA_DIR'] ?? '')).toBe(false);
    expect(() => readSettings({ ...samples, MicrosoftAppType: 'SingleTenant', ...set })).not.toThrow();
    expect(unit).not.toMatch(/Password|Secret/i);
  });
});

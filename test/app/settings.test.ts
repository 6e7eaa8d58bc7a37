import { readSettings, SettingsFault } from '../../bot/settings.ts';

const id = '11111111-1111-4111-8111-111111111111';
const tenant = '22222222-2222-4222-8222-222222222222';
const good = {
  MicrosoftAppId: id,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenant,
  MicrosoftAppPassword: 'hemmelig-verdi-fra-Entra',
};

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('give the public cloud, this machine and the own tenant when only the identity is set', () => {
    const settings = readSettings(good);
    expect(settings).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      allowedTenants: [tenant],
      authority: 'https://login.microsoftonline.com',
      graphBaseUrl: 'https://graph.microsoft.com',
      serviceUrlHosts: ['smba.trafficmanager.net'],
      app: { id, signInId: id },
    });
    expect(settings.cloud.ToBotFromChannelTokenIssuer).toBe('https://api.botframework.com');
  });

  it('fill the rest of a sovereign cloud with public values when one address is set', () => {
    const { cloud } = readSettings({ ...good, ToBotFromChannelTokenIssuer: 'https://api.sky.example' });
    expect(cloud.ToBotFromChannelTokenIssuer).toBe('https://api.sky.example');
    expect(Object.values(cloud).every((value) => value !== '')).toBe(true);
  });

  it('keep round keys in a folder unless a vault is named', () => {
    expect(readSettings(good).keys).toMatchObject({ kind: 'directory' });
    expect(readSettings({ ...good, KEY_VAULT_URL: 'https://nokler.vault.azure.net/' }).keys).toEqual({
      ...{ kind: 'vault', url: 'https://nokler.vault.azure.net', resource: undefined },
    });
  });

  it('name every missing part of the identity at once, each with its cure', () => {
    const faults = faultsOf({});
    expect(faults).toHaveLength(3);
    expect(faults.join('\n')).toMatch(/MicrosoftAppId is missing\. Set it to/);
  });

  it.each([
    ['an empty id', { MicrosoftAppId: '' }, /MicrosoftAppId is missing/],
    ['an id that is none', { MicrosoftAppId: 'bot' }, /MicrosoftAppId is not right: must be a GUID/],
    ['the retired MultiTenant type', { MicrosoftAppType: 'MultiTenant' }, /SingleTenant or UserAssignedMSI/],
    ['no secret for SingleTenant', { MicrosoftAppPassword: '' }, /MicrosoftAppPassword is missing/],
    [
      'a secret for a managed identity',
      { MicrosoftAppType: 'UserAssignedMSI', AAD_APP_CLIENT_ID: id },
      /uses no secret/,
    ],
    [
      'a managed identity without a sign-in app',
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '' },
      /AAD_APP_CLIENT_ID is missing/,
    ],
    ['keys inside the data', { KEY_DIR: './data/keys' }, /KEY_DIR lies inside DATA_DIR/],
    [
      'keys in two places',
      { KEY_DIR: './keys', KEY_VAULT_URL: 'https://nokler.vault.azure.net' },
      /KEY_DIR and KEY_VAULT_URL are both set.*Remove the one/,
    ],
    [
      'a key vault without https',
      { KEY_VAULT_URL: 'http://nokler.vault.azure.net' },
      /must be an https address/,
    ],
    [
      'a resource without its vault',
      { KEY_VAULT_RESOURCE: 'https://vault.azure.cn' },
      /without KEY_VAULT_URL/,
    ],
    ['a clock far away', { CLOCK_URL: 'http://clock.example/' }, /may only point at this machine/],
    ['Graph without https', { GRAPH_BASE_URL: 'http://127.0.0.1:1' }, /must be an https address/],
    ['a database of another kind', { DATABASE_URL: 'mysql://x' }, /must start with postgres/],
    [
      'tokens for a database in the folder',
      { DATABASE_TOKEN_SCOPE: 'https://database.example/.default' },
      /without DATABASE_URL/,
    ],
    [
      'two ways into the database',
      {
        DATABASE_TOKEN_SCOPE: 'https://database.example/.default',
        DATABASE_URL: 'postgresql://lederpuls:hemmelig@db.example/lederpuls',
      },
      /holds a password, but DATABASE_TOKEN_SCOPE uses none/,
    ],
    [
      'a site for figures without its list',
      { RESULTS_SITE_ID: `etaten.sharepoint.com,${id},${id}` },
      /RESULTS_LIST is missing: set the name of the list/,
    ],
    ['a list for figures without its site', { RESULTS_LIST: 'Tall' }, /RESULTS_SITE_ID is missing/],
    [
      'the address of a site in place of its id',
      { RESULTS_SITE_ID: 'https://etaten.sharepoint.com/sites/hr', RESULTS_LIST: 'Tall' },
      /RESULTS_SITE_ID is not right: must be host,GUID,GUID. Set it to the id of the site/,
    ],
    ['a port that is no number', { PORT: 'åtti' }, /PORT is not right/],
    ['an open port without an address', { HOST: '0.0.0.0' }, /PUBLIC_URL is missing/],
  ])('refuse %s', (_what, change, fault) => {
    expect(faultsOf({ ...good, ...change }).join('\n')).toMatch(fault);
  });

  it('never print a secret', () => {
    const faults = faultsOf({ ...good, MicrosoftAppId: 'hemmelig-id', PORT: 'hemmelig-port' }).join('\n');
    expect(faults).not.toContain('hemmelig');
  });
});

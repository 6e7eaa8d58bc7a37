import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsFault } from '../../bot/settings.ts';

/** Settings that are wrong must end the start, in words, before the first call is taken. */
type Env = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '..', '..');
const bot = '11111111-1111-4111-8111-111111111111';
const signIn = '22222222-2222-4222-8222-222222222222';
const tenant = '33333333-3333-4333-8333-333333333333';
const other = '44444444-4444-4444-8444-444444444444';

/** Everything set, as an agency that hosts it itself would. */
const own: Env = {
  PORT: '3978',
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://lederpuls.etaten.example',
  DATA_DIR: '/var/lib/lederpuls/data',
  KEY_DIR: '/var/lib/lederpuls/keys',
  DATABASE_URL: 'postgresql://lederpuls:xK2-langt-og-tilfeldig@database:5432/lederpuls',
  MicrosoftAppId: bot,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenant,
  MicrosoftAppPassword: 'Abc8Q~en-hemmelighet-som-Entra-har-laget',
  TEAMS_APP_ID: bot,
  ALLOWED_TENANTS: tenant,
  SERVICE_URL_HOSTS: 'smba.trafficmanager.net',
  TAB_HOST_ORIGINS: 'https://portal.etaten.example',
  AGENCY_NAME: 'Etaten',
  RESULTS_SITE_ID: `etaten.sharepoint.com,${bot},${tenant}`,
  RESULTS_LIST: 'Lederpuls',
  TRUST_PROXY: 'true',
  METRICS_PORT: '9464',
  LOG_LEVEL: 'info',
};

function without(env: Env, missing: string): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== missing));
}

/** Everything set, as Azure has it: no secret, keys in a vault, tokens for the database. */
const azure: Env = {
  ...without(without(own, 'MicrosoftAppPassword'), 'KEY_DIR'),
  MicrosoftAppType: 'UserAssignedMSI',
  AAD_APP_CLIENT_ID: signIn,
  KEY_VAULT_URL: 'https://nokler.vault.azure.net',
  DATABASE_URL: 'postgresql://lederpuls@etaten.postgres.database.azure.com:5432/lederpuls',
  DATABASE_TOKEN_SCOPE: 'https://ossrdbms-aad.database.windows.net/.default',
};

/** `setting=value`, or `-setting` for one that is missing; the setting to be named is the first unless said. */
const brokenOwn: readonly string[] = [
  // Missing, or half of what belongs together.
  ...[
    '-MicrosoftAppId',
    '-MicrosoftAppType',
    '-MicrosoftAppTenantId',
    '-MicrosoftAppPassword',
    '-PUBLIC_URL',
  ],
  ...['MicrosoftAppId=', 'MicrosoftAppPassword=', '-RESULTS_LIST', '-RESULTS_SITE_ID'],
  `DATABASE_TOKEN_SCOPE=https://ossrdbms-aad.database.windows.net/.default`,
  'KEY_VAULT_RESOURCE=https://vault.azure.net',
  // Identities and secrets.
  ...['MicrosoftAppId=bot', 'MicrosoftAppId=00000000-0000-0000-0000-000000000000', `MicrosoftAppId={${bot}}`],
  ...['MicrosoftAppTenantId=etaten.onmicrosoft.com', 'MicrosoftAppTenantId=common'],
  ...['MicrosoftAppType=MultiTenant', 'MicrosoftAppType=singletenant', 'MicrosoftAppType=UserAssignedMSI'],
  ...['MicrosoftAppPassword=kort', 'MicrosoftAppPassword=changeme', `MicrosoftAppPassword=${other}`],
  ...['AAD_APP_CLIENT_ID=app', 'TEAMS_APP_ID=lederpuls'],
  ...['ALLOWED_TENANTS=*', 'ALLOWED_TENANTS=common', 'ALLOWED_TENANTS=,', `ALLOWED_TENANTS=${tenant},alle`],
  `ALLOWED_TENANTS=${other}`,
  // Addresses.
  ...[
    'PUBLIC_URL=http://lederpuls.etaten.example',
    'PUBLIC_URL=lederpuls.etaten.example',
    'PUBLIC_URL=ftp://x',
  ],
  ...['PUBLIC_URL=https://kari:passord@lederpuls.example', 'PUBLIC_URL=https://etaten.example/lederpuls'],
  ...['PUBLIC_URL=https://lederpuls.example/?x=1', 'PUBLIC_URL=https://lederpuls.example/#x'],
  ...[
    'AUTHORITY=http://login.microsoftonline.com',
    'AUTHORITY=login.microsoftonline.com',
    'AUTHORITY=https://a@b',
  ],
  ...[
    'GRAPH_BASE_URL=http://graph.microsoft.com',
    'GRAPH_BASE_URL=file:///etc/passwd',
    'GRAPH_BASE_URL=graph',
  ],
  ...['OAuthUrl=http://api.botframework.com', 'ToChannelFromBotLoginUrl=http://login.microsoftonline.com/x'],
  ...[
    'ToBotFromChannelOpenIdMetadataUrl=http://login.botframework.com/x',
    'ToBotFromChannelTokenIssuer=hvem',
  ],
  ...['ToBotFromEmulatorOpenIdMetadataUrl=http://x.example', 'ToChannelFromBotOAuthScope=http://x.example'],
  ...['ToBotFromChannelTokenIssuer=http://api.botframework.com', 'ToChannelFromBotOAuthScope=https://*'],
  ...['CLOCK_URL=http://clock.example/', 'CLOCK_URL=http://127.0.0.1:5000/', 'CLOCK_URL=file:///dev/null'],
  ...['CLOCK_URL=http://127.0.0.1.evil.example/'],
  // Who may show our pages, and whom the bot's token goes to.
  ...['TAB_HOST_ORIGINS=*', 'TAB_HOST_ORIGINS=https://*', 'TAB_HOST_ORIGINS=https://*.example'],
  ...['TAB_HOST_ORIGINS=http://portal.etaten.example', "TAB_HOST_ORIGINS='none'", 'TAB_HOST_ORIGINS=data:'],
  ...['TAB_HOST_ORIGINS=https://portal.example/side', 'TAB_HOST_ORIGINS=https://a.example; script-src *'],
  ...['TAB_HOST_ORIGINS=https://a.example,https://*.b.example', 'TAB_HOST_ORIGINS=javascript:alert(1)'],
  ...['SERVICE_URL_HOSTS=*', 'SERVICE_URL_HOSTS=*.net', 'SERVICE_URL_HOSTS=*.trafficmanager.net'],
  ...[
    'SERVICE_URL_HOSTS=https://smba.trafficmanager.net',
    'SERVICE_URL_HOSTS=a.*.example',
    'SERVICE_URL_HOSTS=,',
  ],
  ...['SERVICE_URL_HOSTS=169.254.169.254', 'SERVICE_URL_HOSTS=smba.trafficmanager.net/teams'],
  ...['SERVICE_URL_HOSTS=*.azurewebsites.net', 'SERVICE_URL_HOSTS=smba@evil.example', 'SERVICE_URL_HOSTS=.'],
  // Data and keys.
  ...[
    'KEY_DIR=/var/lib/lederpuls/data',
    'KEY_DIR=/var/lib/lederpuls/data/keys',
    'KEY_DIR=/var/lib/lederpuls/data/../data/k',
  ],
  ...['DATA_DIR=/var/lib/lederpuls/keys/data', 'DATA_DIR=/', `DATA_DIR=${root}/dist/tab`],
  ...[`KEY_DIR=${root}/dist/tab/keys`, 'KEY_DIR=/keys\n/data', 'DATA_DIR=/data\u0000'],
  'KEY_VAULT_URL=https://nokler.vault.azure.net',
  ...['DATABASE_URL=mysql://x', 'DATABASE_URL=lederpuls', 'DATABASE_URL=postgresql://a:b#c@x/y'],
  ...[
    'DATABASE_URL=postgresql://lederpuls:postgres@db.example/x',
    'DATABASE_URL=postgresql://a:ChangeMe@db.example/x',
  ],
  'DATABASE_URL=postgresql://lederpuls:xK2-langt@db.example/x?sslmode=no-verify',
  // Numbers, switches and words.
  ...[
    'PORT=åtti',
    'PORT=-1',
    'PORT=70000',
    'PORT=80.5',
    'PORT=0x50',
    'PORT=1e3',
    'METRICS_PORT=0',
    'METRICS_PORT=3978',
  ],
  ...['HOST=http://0.0.0.0', 'HOST=0.0.0.0/0', 'HOST=*', 'HOST=a b'],
  ...['TRUST_PROXY=ja', 'TRUST_PROXY=1', 'TRUST_PROXY=TRUE', 'LOG_LEVEL=trace', 'LOG_LEVEL=alt'],
  ...['SEND_PER_SECOND=0', 'SEND_PER_SECOND=100000', 'SEND_DEADLINE_MS=0', 'SEND_DEADLINE_MS=999999999'],
  ...[`AGENCY_NAME=${'x'.repeat(300)}`, 'AGENCY_NAME=Etaten\r\nSet-Cookie: x', 'CallerId=a\nb'],
  ...['PACKS_DIR=/finnes/ikke', 'AGENCY_LOGO=/finnes/ikke.png', 'AGENCY_LOGO=/etc/passwd'],
  ...['RESULTS_SITE_ID=https://etaten.sharepoint.com/sites/hr', 'RESULTS_LIST=a\nb'],
  // Names that nobody reads.
  ...['MicrosoftAppID=x', 'MICROSOFT_APP_ID=x', 'MicrosoftAppSecret=x', 'MicrosoftAppTenant=x'],
  ...[
    'ALLOWED_TENANT=x',
    'KEY_DIRECTORY=/x',
    'KEY_VAULT_URI=x',
    'KEY_VAULT=x',
    'DATABASE_URI=x',
    'PUBLIC_URI=x',
  ],
  ...['TAB_HOST_ORIGIN=x', 'SERVICE_URL_HOST=x', 'AGENCY_LOGOS=x', 'LEDERPULS_DEBUG=1', 'TRUSTPROXY=true'],
  ...['databaseurl=x', 'SEND_PER_SEC=5', 'RESULTS_LISTS=x', 'LOGLEVEL=debug', 'DATABASE_URLS=x'],
  'NODE_TLS_REJECT_UNAUTHORIZED=0',
];

const brokenAzure: readonly string[] = [
  ...[
    '-AAD_APP_CLIENT_ID',
    `AAD_APP_CLIENT_ID=${bot}`,
    'MicrosoftAppPassword=Abc8Q~en-hemmelighet-som-Entra-har-laget',
  ],
  ...[
    '-DATABASE_URL',
    'DATABASE_URL=postgresql://a:hemmelig-hemmelig@db.example/x',
    'DATABASE_TOKEN_SCOPE=alt',
  ],
  ...[
    'DATABASE_TOKEN_SCOPE=http://ossrdbms-aad.database.windows.net/.default',
    'MicrosoftAppType=SingleTenant',
  ],
  ...[
    'KEY_DIR=/var/lib/lederpuls/keys',
    'KEY_VAULT_URL=http://nokler.vault.azure.net',
    'KEY_VAULT_URL=nokler',
  ],
  ...[
    'KEY_VAULT_URL=https://nokler.vault.azure.net/keys/x',
    'KEY_VAULT_URL=https://a:b@nokler.vault.azure.net',
  ],
  ...['KEY_VAULT_RESOURCE=vault', 'KEY_VAULT_RESOURCE=http://vault.azure.net'],
];

/** What another setting than the first is to be blamed for. */
const blamed: Env = {
  '-RESULTS_LIST': 'RESULTS_LIST',
  '-DATABASE_URL': 'DATABASE_TOKEN_SCOPE',
};

function changed(env: Env, change: string): Env {
  if (change.startsWith('-')) return without(env, change.slice(1));
  const at = change.indexOf('=');
  return { ...env, [change.slice(0, at)]: change.slice(at + 1) };
}

const named = (change: string) => blamed[change] ?? change.replace(/^-/, '').replace(/=[^]*$/, '');

function refusalOf(env: Env): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
}

/** Says what is wrong and what would be right. */
const cure = /\b(set|remove|use|put|give|make|write|add|leave|needed|must|may only|at most)\b/i;

const rows = [
  ...brokenOwn.map((change) => [change, own] as const),
  ...brokenAzure.map((change) => [`Azure: ${change}`, azure] as const),
];

describe('wrong settings', () => {
  it('are each one change away from settings that are right', () => {
    expect(refusalOf(own)).toEqual([]);
    expect(refusalOf(azure)).toEqual([]);
    expect(new Set(rows.map(([change]) => change)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(120);
  });

  it.each(rows)('do not start: %j', (row, env) => {
    const change = row.replace(/^Azure: /, '');
    const from = performance.now();
    const faults = refusalOf(changed(env, change));
    expect(performance.now() - from).toBeLessThan(1000);
    const about = faults.filter((fault) => fault.includes(named(change)));
    expect(about).not.toEqual([]);
    for (const fault of faults) expect(fault).toMatch(cure);
  });

  it('are never printed, for they may be secrets', () => {
    const secrets = rows.flatMap(([change]) => /^MicrosoftAppPassword=(.{8,})$/.exec(change)?.[1] ?? []);
    const said = secrets.map((value) => refusalOf({ ...own, MicrosoftAppPassword: value }).join());
    expect(secrets.length).toBeGreaterThan(1);
    expect(said.filter((text, at) => text.includes(secrets[at] ?? ''))).toEqual([]);
  });

  it('do not start with keys that a link leads into the data', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lederpuls-'));
    symlinkSync(folder, `${folder}-link`);
    const faults = refusalOf({ ...own, DATA_DIR: folder, KEY_DIR: join(`${folder}-link`, 'keys') });
    expect(faults.join()).toContain('KEY_DIR lies inside DATA_DIR');
    rmSync(`${folder}-link`);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['nothing set', {}],
    ['a secret’s id for its value', { ...own, MicrosoftAppPassword: other }],
    ['anybody’s frame', { ...own, TAB_HOST_ORIGINS: 'https://*' }],
  ])('end the real service at once, in words and with 1: %s', async (_what, env) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['bot/main.ts'], { cwd: root, env: { PATH, ...env } });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toMatch(/^Lederpuls cannot start\. \d+ setting\(s\) need attention:\n( {2}- .*\n)+$/);
    expect(said).not.toContain(other);
  });
});

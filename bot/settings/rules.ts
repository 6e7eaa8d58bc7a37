import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isLoopback } from './shapes.ts';

/** What the rules look at. */
interface Given {
  readonly PORT: number;
  readonly HOST: string;
  readonly PUBLIC_URL?: string | undefined;
  readonly DATA_DIR: string;
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_TOKEN_SCOPE?: string | undefined;
  readonly KEY_DIR?: string | undefined;
  readonly KEY_VAULT_URL?: string | undefined;
  readonly KEY_VAULT_RESOURCE?: string | undefined;
  readonly MicrosoftAppId: string;
  readonly MicrosoftAppType: 'SingleTenant' | 'UserAssignedMSI';
  readonly MicrosoftAppTenantId: string;
  readonly MicrosoftAppPassword?: string | undefined;
  readonly AAD_APP_CLIENT_ID?: string | undefined;
  readonly ALLOWED_TENANTS?: readonly string[] | undefined;
  readonly CLOCK_URL?: string | undefined;
  readonly PACKS_DIR?: string | undefined;
  readonly RESULTS_SITE_ID?: string | undefined;
  readonly RESULTS_LIST?: string | undefined;
  readonly METRICS_PORT?: number | undefined;
}

export const keyDir = './keys';

/** What is served to anybody. */
const publicDir = resolve(import.meta.dirname, '../../dist');

/** Where a folder really lies, links followed as far as it exists. */
function placeOf(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return dirname(whole) === whole ? whole : join(placeOf(dirname(whole)), basename(whole));
}

const isWithin = (inner: string, outer: string): boolean =>
  `${placeOf(inner)}${sep}`.startsWith(`${placeOf(outer)}${sep}`);

const keysOf = ({ KEY_DIR, KEY_VAULT_URL }: Given): string | undefined =>
  KEY_VAULT_URL === undefined ? (KEY_DIR ?? keyDir) : undefined;

/** What to do, for settings whose shape does not say it. */
export const cures: Readonly<Record<string, string>> = {
  DATA_DIR: 'a folder of the service’s own',
  HOST: '127.0.0.1, or 0.0.0.0 behind a proxy',
  MicrosoftAppPassword: 'the value of the client secret of MicrosoftAppId, from Entra ID',
  PUBLIC_URL: 'https://<name>, as Teams reaches the service',
  SERVICE_URL_HOSTS: 'the hosts of Teams’ service URLs; leave it unset in the public cloud',
  TAB_HOST_ORIGINS: 'whole origins such as https://portal.example; leave it unset for Teams itself',
  TRUST_PROXY: 'true behind a proxy that sets X-Forwarded-For, else false',
  LOG_LEVEL: 'debug, info, warn, error or silent',
  MicrosoftAppId: 'the application (client) id of the bot registration, from Azure Bot or Entra ID',
  MicrosoftAppType: 'SingleTenant with MicrosoftAppPassword, or UserAssignedMSI with a managed identity',
  MicrosoftAppTenantId: 'the directory (tenant) id the bot is registered in',
  ALLOWED_TENANTS: 'tenant ids, comma-separated; unset = MicrosoftAppTenantId only',
  DATABASE_TOKEN_SCOPE:
    'the scope of the database’s access tokens, in Azure https://ossrdbms-aad.database.windows.net/.default',
  KEY_VAULT_URL: 'the address of the vault, https://<name>.vault.azure.net',
  KEY_VAULT_RESOURCE:
    'what tokens for the vaults of your cloud are made for; leave it unset where that is the vault’s own domain, as in all of Azure’s public clouds',
  CLOCK_URL: 'leave it unset outside practice',
  RESULTS_SITE_ID: 'the id of the site, as Graph gives it for its address; infra/tenant.md shows how',
  AGENCY_LOGO: 'the path of a PNG or JPEG file of at most 512 KB (an SVG has to be saved as one of these)',
};

/** Rules between settings: a half-set identity is no identity. Each says when it is broken, and the cure. */
export const crossRules: readonly (readonly [broken: (raw: Given) => boolean, fault: string])[] = [
  [
    (raw) => raw.MicrosoftAppType === 'SingleTenant' && raw.MicrosoftAppPassword === undefined,
    'MicrosoftAppPassword is missing: set the client secret of MicrosoftAppId, or use MicrosoftAppType=UserAssignedMSI.',
  ],
  [
    (raw) => raw.MicrosoftAppType === 'UserAssignedMSI' && raw.MicrosoftAppPassword !== undefined,
    'MicrosoftAppPassword is set, but UserAssignedMSI uses no secret: remove it, or use MicrosoftAppType=SingleTenant.',
  ],
  [
    (raw) => raw.MicrosoftAppType === 'UserAssignedMSI' && raw.AAD_APP_CLIENT_ID === undefined,
    'AAD_APP_CLIENT_ID is missing: a managed identity cannot sign people in, so set the client id of the sign-in app.',
  ],
  [
    (raw) => raw.DATABASE_TOKEN_SCOPE !== undefined && raw.DATABASE_URL === undefined,
    'DATABASE_TOKEN_SCOPE is set without DATABASE_URL: set the address of the server too, or remove it.',
  ],
  [
    (raw) =>
      raw.DATABASE_TOKEN_SCOPE !== undefined &&
      raw.DATABASE_URL !== undefined &&
      (!URL.canParse(raw.DATABASE_URL) || new URL(raw.DATABASE_URL).password !== ''),
    'DATABASE_URL holds a password, but DATABASE_TOKEN_SCOPE uses none: remove one of the two.',
  ],
  [
    (raw) => raw.KEY_DIR !== undefined && raw.KEY_VAULT_URL !== undefined,
    'KEY_DIR and KEY_VAULT_URL are both set: round keys lie in one place. Remove the one that does not hold the keys of this database.',
  ],
  [
    (raw) => raw.KEY_VAULT_RESOURCE !== undefined && raw.KEY_VAULT_URL === undefined,
    'KEY_VAULT_RESOURCE is set without KEY_VAULT_URL: set the address of the vault too, or remove it.',
  ],
  [
    (raw) => raw.RESULTS_SITE_ID !== undefined && raw.RESULTS_LIST === undefined,
    'RESULTS_LIST is missing: set the name of the list on RESULTS_SITE_ID that released figures are written to, or remove RESULTS_SITE_ID.',
  ],
  [
    (raw) => raw.RESULTS_LIST !== undefined && raw.RESULTS_SITE_ID === undefined,
    'RESULTS_SITE_ID is missing: set the id of the site that RESULTS_LIST lies on, or remove RESULTS_LIST.',
  ],
  [
    (raw) => isWithin(keysOf(raw) ?? '/', raw.DATA_DIR),
    'KEY_DIR lies inside DATA_DIR: put round keys where no backup of the data takes them along.',
  ],
  [
    (raw) => keysOf(raw) !== undefined && isWithin(raw.DATA_DIR, keysOf(raw) ?? ''),
    'DATA_DIR lies inside KEY_DIR: give the data and the round keys a folder each.',
  ],
  [
    (raw) => isWithin(raw.DATA_DIR, publicDir),
    'DATA_DIR lies among the pages that anybody can fetch: put the data in a folder of its own.',
  ],
  [
    (raw) => isWithin(keysOf(raw) ?? '/', publicDir),
    'KEY_DIR lies among the pages that anybody can fetch: put round keys in a folder of their own.',
  ],
  [
    (raw) => placeOf(raw.DATA_DIR) === placeOf('/'),
    'DATA_DIR is the whole disk: give the data a folder of its own.',
  ],
  [
    (raw) =>
      raw.MicrosoftAppType === 'UserAssignedMSI' &&
      raw.AAD_APP_CLIENT_ID?.toLowerCase() === raw.MicrosoftAppId.toLowerCase(),
    'AAD_APP_CLIENT_ID is the managed identity itself, which cannot sign people in: set the client id of the sign-in app.',
  ],
  [
    (raw) =>
      raw.ALLOWED_TENANTS !== undefined &&
      !raw.ALLOWED_TENANTS.some((one) => one.toLowerCase() === raw.MicrosoftAppTenantId.toLowerCase()),
    'ALLOWED_TENANTS leaves out MicrosoftAppTenantId: add it, or leave ALLOWED_TENANTS unset.',
  ],
  [
    (raw) => raw.METRICS_PORT !== undefined && raw.METRICS_PORT === raw.PORT,
    'METRICS_PORT is the same as PORT: the metrics need a port of their own, or remove METRICS_PORT.',
  ],
  [
    (raw) =>
      raw.CLOCK_URL !== undefined &&
      raw.PUBLIC_URL !== undefined &&
      !isLoopback(new URL(raw.PUBLIC_URL).hostname),
    'CLOCK_URL is set, but PUBLIC_URL is reached from elsewhere: a clock that can be moved is for practice only, so remove CLOCK_URL.',
  ],
  [
    (raw) => raw.PACKS_DIR !== undefined && !existsSync(raw.PACKS_DIR),
    'PACKS_DIR is no folder: make it, or remove PACKS_DIR to use the packs that come with the service.',
  ],
  [
    (raw) => !isLoopback(raw.HOST) && raw.PUBLIC_URL === undefined,
    'PUBLIC_URL is missing: it is needed when HOST is not this machine.',
  ],
];

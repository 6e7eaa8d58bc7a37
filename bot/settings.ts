import { resolve, sep } from 'node:path';
import { z } from 'zod';
import { type Logo, readLogo } from './platform/documents/logo.ts';
import { type Cloud } from './platform/teams/authentication.ts';

/** Every setting of the service. Microsoft's own names where they exist; this is the only reader of process.env. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Unset = the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** The server takes access tokens of this scope for a password; unset = it stands in `databaseUrl`. */
  readonly databaseTokenScope: string | undefined;
  /** Where round keys lie. */
  readonly keys:
    | { readonly kind: 'directory'; readonly dir: string }
    | { readonly kind: 'vault'; readonly url: string; readonly resource: string | undefined };
  readonly app: {
    readonly id: string;
    readonly type: 'SingleTenant' | 'UserAssignedMSI';
    readonly tenant: string;
    /** SingleTenant only. */
    readonly password: string | undefined;
    /** Audience of tab tokens and client of on-behalf-of. */
    readonly signInId: string;
    /** Teams' id of the app, for links into it; unset = links lead to the tab's own address. */
    readonly teamsId: string | undefined;
  };
  /** botbuilder's full set; the defaults are the public cloud's. */
  readonly cloud: Cloud;
  readonly allowedTenants: readonly string[];
  /** `host` or `host:port`; `*.host` for a whole domain. */
  readonly serviceUrlHosts: readonly string[];
  readonly authority: string;
  readonly graphBaseUrl: string;
  readonly tabHostOrigins: readonly string[];
  /** Unset = the machine's clock. */
  readonly clockUrl: string | undefined;
  readonly packsDir: string | undefined;
  readonly agencyName: string;
  /** Read at the start; unset = documents carry the name alone. */
  readonly agencyLogo: Logo | undefined;
  /** A SharePoint list that released figures are written to, in the tenant of the app; unset = they stay here. */
  readonly resultsList: { readonly site: string; readonly list: string } | undefined;
  readonly sendDeadlineMs: number;
  /** Requests a second that Teams allows one app in one tenant; planned at 95 %. */
  readonly sendPerSecond: number;
  readonly trustProxy: boolean;
  /** Where Prometheus reads, on this machine only; unset = nowhere. */
  readonly metricsPort: number | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Refuses to start: every fault at once, each with its cure. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `Lederpuls cannot start. ${String(faults.length)} setting(s) need attention:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const httpsUrl = z
  .url('must be an https address')
  .refine((text) => text.startsWith('https://'), 'must be an https address')
  .transform((text) => text.replace(/\/+$/, ''));
const loopback = (host: string) =>
  host === '127.0.0.1' || host === '::1' || host === '[::1]' || host === 'localhost';
const whole = (min: number, max: number) => z.coerce.number().int(`must be a whole number`).min(min).max(max);

const keyDir = './keys';

const shape = z.object({
  PORT: whole(0, 65_535).default(3978),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url('must be the address people reach the service at').optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATABASE_TOKEN_SCOPE: httpsUrl.optional(),
  KEY_DIR: z.string().optional(),
  KEY_VAULT_URL: httpsUrl.optional(),
  KEY_VAULT_RESOURCE: httpsUrl.optional(),
  MicrosoftAppId: guid,
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI'], 'must be SingleTenant or UserAssignedMSI'),
  MicrosoftAppTenantId: guid,
  MicrosoftAppPassword: z.string().min(1).optional(),
  AAD_APP_CLIENT_ID: guid.optional(),
  TEAMS_APP_ID: guid.optional(),
  ToChannelFromBotLoginUrl: httpsUrl.optional(),
  ToChannelFromBotOAuthScope: z.string().default('https://api.botframework.com'),
  ToBotFromChannelTokenIssuer: z.string().default('https://api.botframework.com'),
  ToBotFromChannelOpenIdMetadataUrl: httpsUrl.default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  ToBotFromEmulatorOpenIdMetadataUrl: httpsUrl.default(
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  ),
  OAuthUrl: httpsUrl.default('https://api.botframework.com'),
  CallerId: z.string().default('urn:botframework:azure'),
  ALLOWED_TENANTS: list.pipe(z.array(guid).min(1)).optional(),
  SERVICE_URL_HOSTS: list
    .pipe(
      z.array(z.string().regex(/^(\*\.)?[a-z0-9.-]+(:\d+)?$/i, 'must be host names, comma-separated')).min(1),
    )
    .default(['smba.trafficmanager.net']),
  AUTHORITY: httpsUrl.default('https://login.microsoftonline.com'),
  GRAPH_BASE_URL: httpsUrl.default('https://graph.microsoft.com'),
  TAB_HOST_ORIGINS: list.pipe(z.array(z.url('must be origins, comma-separated'))).default([]),
  CLOCK_URL: z
    .url()
    .refine(
      (text) => URL.canParse(text) && loopback(new URL(text).hostname),
      'may only point at this machine (127.0.0.1)',
    )
    .optional(),
  PACKS_DIR: z.string().optional(),
  AGENCY_NAME: z.string().max(200).default(''),
  AGENCY_LOGO: z
    .string()
    .transform((path, context) => {
      try {
        return readLogo(resolve(path));
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    })
    .optional(),
  RESULTS_SITE_ID: z
    .string()
    .regex(/^[a-z0-9.-]+,[0-9a-f-]{36},[0-9a-f-]{36}$/i, 'must be host,GUID,GUID')
    .optional(),
  RESULTS_LIST: z.string().max(255).optional(),
  SEND_DEADLINE_MS: whole(100, 120_000).default(15_000),
  SEND_PER_SECOND: whole(1, 1000).default(50),
  TRUST_PROXY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  METRICS_PORT: whole(1, 65_535).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type Raw = z.infer<typeof shape>;

const cures: Partial<Record<keyof Raw, string>> = {
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
const crossRules: readonly (readonly [broken: (raw: Raw) => boolean, fault: string])[] = [
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
    (raw) =>
      raw.KEY_VAULT_URL === undefined &&
      `${resolve(raw.KEY_DIR ?? keyDir)}${sep}`.startsWith(`${resolve(raw.DATA_DIR)}${sep}`),
    'KEY_DIR lies inside DATA_DIR: put round keys where no backup of the data takes them along.',
  ],
  [
    (raw) => !loopback(raw.HOST) && raw.PUBLIC_URL === undefined,
    'PUBLIC_URL is missing: it is needed when HOST is not this machine.',
  ],
];

function describe(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]) as keyof Raw;
  const cure = cures[name] === undefined ? '' : ` Set it to ${cures[name]}.`;
  // The value itself may be a secret, so it is never printed.
  return given[name] === undefined
    ? `${name} is missing.${cure}`
    : `${name} is not right: ${issue.message}.${cure}`;
}

function fromRaw(raw: Raw): Settings {
  const loginUrl =
    raw.ToChannelFromBotLoginUrl ?? `https://login.microsoftonline.com/${raw.MicrosoftAppTenantId}`;
  return {
    port: raw.PORT,
    host: raw.HOST,
    publicUrl: raw.PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${raw.HOST}:${String(raw.PORT)}`,
    dataDir: resolve(raw.DATA_DIR),
    databaseUrl: raw.DATABASE_URL,
    databaseTokenScope: raw.DATABASE_TOKEN_SCOPE,
    keys:
      raw.KEY_VAULT_URL === undefined
        ? { kind: 'directory', dir: resolve(raw.KEY_DIR ?? keyDir) }
        : { kind: 'vault', url: raw.KEY_VAULT_URL, resource: raw.KEY_VAULT_RESOURCE },
    app: {
      id: raw.MicrosoftAppId,
      type: raw.MicrosoftAppType,
      tenant: raw.MicrosoftAppTenantId,
      password: raw.MicrosoftAppPassword,
      signInId: raw.AAD_APP_CLIENT_ID ?? raw.MicrosoftAppId,
      teamsId: raw.TEAMS_APP_ID,
    },
    cloud: {
      ToChannelFromBotLoginUrl: loginUrl,
      ToChannelFromBotOAuthScope: raw.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: raw.ToBotFromChannelTokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: raw.ToBotFromChannelOpenIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: raw.ToBotFromEmulatorOpenIdMetadataUrl,
      OAuthUrl: raw.OAuthUrl,
      CallerId: raw.CallerId,
    },
    allowedTenants: raw.ALLOWED_TENANTS ?? [raw.MicrosoftAppTenantId],
    serviceUrlHosts: raw.SERVICE_URL_HOSTS,
    authority: raw.AUTHORITY,
    graphBaseUrl: raw.GRAPH_BASE_URL,
    tabHostOrigins: raw.TAB_HOST_ORIGINS.map((origin) => new URL(origin).origin),
    clockUrl: raw.CLOCK_URL,
    packsDir: raw.PACKS_DIR,
    agencyName: raw.AGENCY_NAME,
    agencyLogo: raw.AGENCY_LOGO,
    resultsList:
      raw.RESULTS_SITE_ID === undefined || raw.RESULTS_LIST === undefined
        ? undefined
        : { site: raw.RESULTS_SITE_ID, list: raw.RESULTS_LIST },
    sendDeadlineMs: raw.SEND_DEADLINE_MS,
    sendPerSecond: raw.SEND_PER_SECOND,
    metricsPort: raw.METRICS_PORT,
    trustProxy: raw.TRUST_PROXY === 'true',
    logLevel: raw.LOG_LEVEL,
  };
}

/** For `npm run packs` alone, which draws pictures of cards: where a Chromium or Chrome is, if not in the usual place. */
export const chromiumPath = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => env['CHROMIUM_PATH'];

/** An empty value counts as unset. Throws `SettingsFault` with every fault at once. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = shape.safeParse(given);
  if (!parsed.success)
    throw new SettingsFault([...new Set(parsed.error.issues.map((issue) => describe(issue, given)))]);
  const faults = crossRules.filter(([broken]) => broken(parsed.data)).map(([, fault]) => fault);
  if (faults.length > 0) throw new SettingsFault(faults);
  return fromRaw(parsed.data);
}

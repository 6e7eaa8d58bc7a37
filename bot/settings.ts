import { resolve } from 'node:path';
import { z } from 'zod';
import { type Logo, readLogo } from './platform/documents/logo.ts';
import { type Cloud } from './platform/teams/authentication.ts';
import { crossRules, cures, keyDir } from './settings/rules.ts';
import {
  guid,
  hostName,
  httpsOrigin,
  httpsUrl,
  line,
  list,
  loopbackUrl,
  ownOrigin,
  pageOrigin,
  postgresUrl,
  secret,
  serviceHost,
  whole,
  httpsName,
} from './settings/shapes.ts';
import { strayFaults } from './settings/stray.ts';

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

const shape = z.object({
  PORT: whole(0, 65_535).default(3978),
  HOST: hostName.default('127.0.0.1'),
  PUBLIC_URL: ownOrigin.optional(),
  DATA_DIR: line(1000).default('./data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_TOKEN_SCOPE: httpsUrl.optional(),
  KEY_DIR: line(1000).optional(),
  KEY_VAULT_URL: httpsOrigin.optional(),
  KEY_VAULT_RESOURCE: httpsUrl.optional(),
  MicrosoftAppId: guid,
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI'], 'must be SingleTenant or UserAssignedMSI'),
  MicrosoftAppTenantId: guid,
  MicrosoftAppPassword: secret.optional(),
  AAD_APP_CLIENT_ID: guid.optional(),
  TEAMS_APP_ID: guid.optional(),
  ToChannelFromBotLoginUrl: httpsUrl.optional(),
  ToChannelFromBotOAuthScope: httpsName.default('https://api.botframework.com'),
  ToBotFromChannelTokenIssuer: httpsName.default('https://api.botframework.com'),
  ToBotFromChannelOpenIdMetadataUrl: httpsUrl.default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  ToBotFromEmulatorOpenIdMetadataUrl: httpsUrl.default(
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  ),
  OAuthUrl: httpsUrl.default('https://api.botframework.com'),
  CallerId: line(200).default('urn:botframework:azure'),
  ALLOWED_TENANTS: list.pipe(z.array(guid).min(1)).optional(),
  SERVICE_URL_HOSTS: list.pipe(z.array(serviceHost).min(1)).default(['smba.trafficmanager.net']),
  AUTHORITY: httpsUrl.default('https://login.microsoftonline.com'),
  GRAPH_BASE_URL: httpsUrl.default('https://graph.microsoft.com'),
  TAB_HOST_ORIGINS: list.pipe(z.array(pageOrigin)).default([]),
  CLOCK_URL: loopbackUrl.optional(),
  PACKS_DIR: line(1000).optional(),
  AGENCY_NAME: line(200).default(''),
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
  RESULTS_LIST: line(255).optional(),
  SEND_DEADLINE_MS: whole(100, 120_000).default(15_000),
  SEND_PER_SECOND: whole(1, 1000).default(50),
  TRUST_PROXY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  METRICS_PORT: whole(1, 65_535).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type Raw = z.infer<typeof shape>;

function describe(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
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

const unchecked =
  'NODE_TLS_REJECT_UNAUTHORIZED is 0, so that anybody could answer in Microsoft’s name: remove it, and name your own authority in NODE_EXTRA_CA_CERTS.';

/** An empty value counts as unset. Throws `SettingsFault` with every fault at once. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = shape.safeParse(given);
  const faults = [
    ...strayFaults(Object.keys(given), Object.keys(shape.shape)),
    ...(given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [unchecked] : []),
    ...(parsed.success
      ? crossRules.filter(([broken]) => broken(parsed.data)).map(([, fault]) => fault)
      : new Set(parsed.error.issues.map((issue) => describe(issue, given)))),
  ];
  if (!parsed.success || faults.length > 0) throw new SettingsFault(faults);
  return fromRaw(parsed.data);
}

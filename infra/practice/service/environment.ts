import { connectorIssuer, connectorMetadata, entraMetadata } from '../sign-in/sign-in.ts';
import { figuresList } from '../world/figures.ts';
import { appId, type PracticeIdentity, tenantId } from '../sign-in/identity.ts';
import { type PracticeSettings } from '../settings.ts';

export interface ServicePlace {
  readonly settings: PracticeSettings;
  readonly identity: PracticeIdentity;
  /** `https://localhost:{port}`: sign-in, connector and Graph. */
  readonly authority: string;
  /** `http://127.0.0.1:{port}`: the page. */
  readonly practiceUrl: string;
  readonly certificatePath: string;
  readonly agencyName: string;
  /** In place of what practice would say; empty = unset. */
  readonly instead?: Readonly<Record<string, string>>;
}

/** Everything the service needs to know of the world, as an administrator would set it in a sovereign cloud. */
export function serviceEnvironment(
  place: ServicePlace,
  index: number,
  port: number,
): Readonly<Record<string, string>> {
  const { settings, identity, authority, practiceUrl } = place;
  return {
    ...settings.inherited,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: settings.serviceDataDir,
    KEY_DIR: settings.keyDir,
    DATABASE_URL: settings.databaseUrl ?? '',
    AGENCY_NAME: place.agencyName,
    MicrosoftAppId: appId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppPassword: identity.secret,
    ALLOWED_TENANTS: tenantId,
    AUTHORITY: authority,
    GRAPH_BASE_URL: authority,
    ToChannelFromBotLoginUrl: `${authority}/${tenantId}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: connectorIssuer(authority),
    ToBotFromChannelOpenIdMetadataUrl: connectorMetadata(authority),
    ToBotFromEmulatorOpenIdMetadataUrl: entraMetadata(authority),
    OAuthUrl: `${authority}/oauth`,
    CallerId: 'urn:botframework:azure',
    SERVICE_URL_HOSTS: new URL(authority).host,
    TAB_HOST_ORIGINS: practiceUrl,
    RESULTS_SITE_ID: figuresList.site,
    RESULTS_LIST: figuresList.list,
    CLOCK_URL: `${practiceUrl}/api/clock/${index}`,
    NODE_EXTRA_CA_CERTS: place.certificatePath,
    ...place.instead,
  };
}

import { hash } from 'node:crypto';
import {
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationError,
  ConnectorFactory,
  ServiceClientCredentialsFactory,
  type AuthenticateRequestResult,
  type Claim,
  type ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentials,
  type UserTokenClient,
} from 'botframework-connector';
import { type Identity } from '../identity/identity.ts';
import { type Connectors } from './connectors.ts';

/** botbuilder's sovereign-cloud settings, always the full set. */
export interface Cloud {
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly OAuthUrl: string;
  readonly CallerId: string;
}

/** Signs what goes out, through the one MSAL client: the SDK's own MSAL knows Microsoft's hosts only. */
export function connectorCredentials(
  identity: Identity,
  cloud: Cloud,
  tenant: string,
): ServiceClientCredentials {
  const scope = `${cloud.ToChannelFromBotOAuthScope.replace(/\/$/, '')}/.default`;
  return {
    async signRequest(request) {
      request.headers.set('authorization', `Bearer ${await identity.applicationToken(scope, tenant)}`);
      return request;
    },
  };
}

class OurCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #credentials: ServiceClientCredentials;

  constructor(appId: string, credentials: ServiceClientCredentials) {
    super();
    this.#appId = appId;
    this.#credentials = credentials;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(): Promise<ServiceClientCredentials> {
    return Promise.resolve(this.#credentials);
  }
}

class SharedConnectors extends ConnectorFactory {
  readonly #connectors: Connectors;

  constructor(connectors: Connectors) {
    super();
    this.#connectors = connectors;
  }

  override create(serviceUrl: string): Promise<ConnectorClient> {
    return Promise.resolve(this.#connectors.of(serviceUrl).client);
  }
}

/** Teams signs many requests with one token; what the SDK said of one counts for so long, by the machine's clock. */
const trustedMs = 60_000;
const trustedMax = 1000;

/** The SDK's authentication with our credentials, our connectors and the issuer pinned. */
export class OneRequestAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #factory: ConnectorFactory;
  /** By fingerprint of all that the SDK looks at; only what it let in. */
  readonly #trusted = new Map<
    string,
    { readonly result: AuthenticateRequestResult; readonly until: number }
  >();
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(by: {
    appId: string;
    cloud: Cloud;
    credentials: ServiceClientCredentials;
    connectors: Connectors;
  }) {
    const options: ConfigurationBotFrameworkAuthenticationOptions = { ...by.cloud, ValidateAuthority: true };
    const pinned = (claims: readonly Claim[]): Promise<void> => {
      const issuer = claims.find(({ type }) => type === 'iss')?.value;
      // Otherwise our own outbound token would be let in.
      return issuer === by.cloud.ToBotFromChannelTokenIssuer
        ? Promise.resolve()
        : Promise.reject(new AuthenticationError('issuer', 401));
    };
    super(options, new OurCredentials(by.appId, by.credentials), new AuthenticationConfiguration([], pinned));
    this.#factory = new SharedConnectors(by.connectors);
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const { channelId, serviceUrl } = activity;
    const fingerprint = hash('sha256', JSON.stringify([header, channelId, serviceUrl]));
    const known = this.#trusted.get(fingerprint);
    if (known !== undefined && known.until > Date.now()) return known.result;
    const checked = await super.authenticateRequest(activity, header);
    const result = { ...checked, connectorFactory: this.#factory };
    if (this.#trusted.size >= trustedMax) this.#trusted.clear();
    this.#trusted.set(fingerprint, { result, until: Date.now() + trustedMs });
    return result;
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#factory;
  }

  /** Made once: we never ask for tokens of people here, yet the SDK builds such a client in every turn. */
  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    this.#userTokens ??= super.createUserTokenClient(claims);
    return this.#userTokens;
  }
}

/** The SDK's own check of a request, after ours: `unclear` = it could not fetch the keys in time. */
export async function authenticate(
  authentication: OneRequestAuthentication,
  activity: Activity,
  by: { header: string; deadlineMs: number },
): Promise<AuthenticateRequestResult | 'forged' | 'unclear'> {
  const late = Promise.withResolvers<'unclear'>();
  // The SDK fetches the keys without a deadline.
  const timer = setTimeout(() => {
    late.resolve('unclear');
  }, by.deadlineMs);
  try {
    return await Promise.race([authentication.authenticateRequest(activity, by.header), late.promise]);
  } catch (error) {
    return isOutage(error) ? 'unclear' : 'forged';
  } finally {
    clearTimeout(timer);
  }
}

function isOutage(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode >= 500;
  return error instanceof Error && (error.name === 'FetchError' || error.name === 'AbortError');
}

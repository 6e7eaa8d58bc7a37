import { type DatabasePlace } from './platform/database/open.ts';
import { type Credential, entraIdentity } from './platform/identity/entra.ts';
import { type Identity } from './platform/identity/identity.ts';
import { type Settings } from './settings.ts';

const DEADLINE_MS = 10_000;

type IdentitySettings = Pick<Settings, 'app' | 'authority'>;

/** The service before Entra ID, as itself or as its sign-in app. Nothing is asked before a token is needed. */
export function serviceIdentity({ app, authority }: IdentitySettings, clientId = app.id): Identity {
  const credential: Credential =
    app.password === undefined
      ? { kind: 'managed-identity', clientId: app.id }
      : { kind: 'secret', secret: app.password };
  return entraIdentity({ tenant: app.tenant, clientId, authority, credential, deadlineMs: DEADLINE_MS });
}

/** The database, opened by the service's own identity where its address holds no password. */
export function databasePlace(settings: Settings, identity = serviceIdentity(settings)): DatabasePlace {
  const { dataDir, databaseUrl, databaseTokenScope: scope } = settings;
  const token = scope === undefined ? undefined : () => identity.applicationToken(scope);
  return { dataDir, databaseUrl, token };
}

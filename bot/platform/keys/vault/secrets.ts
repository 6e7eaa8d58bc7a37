import { SecretClient, type SecretClientOptions, type SecretProperties } from '@azure/keyvault-secrets';
import { type Identity } from '../../identity/identity.ts';
import { vaultCredential } from './credential.ts';
import { asKeyVaultFault, silentVault } from './faults.ts';

export interface VaultOptions {
  /** `https://<name>.vault.azure.net`, or another cloud's. */
  readonly url: string;
  /**
   * What tokens for this cloud's vaults are made for, `https://vault.azure.net`. Unset = what the vault's challenge
   * names, if the vault's host lies under it; set = this and nothing else.
   */
  readonly resource: string | undefined;
  readonly identity: Identity;
  /** Of each call, its repeats included. */
  readonly deadlineMs: number;
}

/** One version of a secret; without its value. */
export interface Version {
  readonly version: string;
  readonly enabled: boolean;
  /** To the second, by the vault's clock. */
  readonly created: number;
}

/** `off` = the newest version is not to be read. */
type Found = { readonly value: string; readonly recovery: string | undefined } | 'none' | 'off';

/** The calls of the vault that we need, each with one deadline. Rejects with `KeyVaultFault`. */
export interface Secrets {
  /** The newest version, or the one named. */
  get(name: string, version?: string): Promise<Found>;
  /** A new version; `deleted` = a secret of this name has been deleted and not yet purged. */
  put(
    name: string,
    value: string,
    enabled: boolean,
  ): Promise<{ readonly recovery: string | undefined } | 'deleted'>;
  versions(name: string): Promise<readonly Version[]>;
  enable(name: string, version: string, enabled: boolean): Promise<void>;
  names(): Promise<readonly string[]>;
  deletedNames(): Promise<readonly string[]>;
  /** `recoverable` = it may still have to be purged. */
  remove(name: string): Promise<'recoverable' | 'ended'>;
  isDeleted(name: string): Promise<boolean>;
  /** `false` = there is nothing to purge, or not yet. */
  purge(name: string): Promise<boolean>;
}

/** General since 2023, in every cloud. */
const apiVersion = '7.4';
const contentType = 'application/vnd.lederpuls';
/** A 429 waits as long as it says; the deadline ends that too. */
const retryOptions = { maxRetries: 3, retryDelayInMs: 300, maxRetryDelayInMs: 2000 };

export function vaultSecrets({ url, resource, identity, deadlineMs }: VaultOptions): Secrets {
  const client = new SecretClient(url, vaultCredential(identity, resource), {
    serviceVersion: apiVersion,
    // With a resource of our own the credential checks it, more narrowly than the library does.
    disableChallengeResourceVerification: resource !== undefined,
    retryOptions,
    // A key never follows to another address.
    redirectOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: wordlessErrors, position: 'perCall' }],
  });

  const call = async <Result>(
    doing: string,
    ask: (options: { abortSignal: AbortSignal }) => Promise<Result>,
  ): Promise<Result> => {
    const abortSignal = AbortSignal.timeout(deadlineMs);
    const late = new Promise<never>((_resolve, reject) => {
      // The library does not watch the signal while it waits for a token.
      abortSignal.addEventListener('abort', () => {
        reject(silentVault(doing));
      });
    });
    try {
      return await Promise.race([ask({ abortSignal }), late]);
    } catch (error) {
      throw asKeyVaultFault(error, doing);
    }
  };
  return { ...reading(client, call), ...writing(client, call), ...removing(client, call) };
}

type Call = <Result>(
  doing: string,
  ask: (options: { abortSignal: AbortSignal }) => Promise<Result>,
) => Promise<Result>;

function reading(client: SecretClient, call: Call) {
  return {
    get: (name, version) =>
      call('get', async (options): Promise<Found> => {
        const asked = client.getSecret(name, { ...options, ...(version === undefined ? {} : { version }) });
        const found = await unless(asked, { 404: 'none' as const });
        if (found === 'none') return 'none';
        return { value: found.value ?? '', recovery: found.properties.recoveryLevel };
      }).catch((fault: unknown) => {
        // A version that is switched off answers 403 too; whether we may read at all shows in what is asked next.
        if (version === undefined && statusOf(fault) === 403) return 'off' as const;
        throw fault;
      }),
    versions: (name) =>
      call('list versions', async (options) => {
        const found: SecretProperties[] = [];
        for await (const one of client.listPropertiesOfSecretVersions(name, options)) found.push(one);
        return found.map((one) => ({
          version: one.version ?? '',
          enabled: one.enabled === true,
          created: one.createdOn?.getTime() ?? 0,
        }));
      }),
    names: () =>
      call('list', async (options) => {
        const names: string[] = [];
        for await (const { name } of client.listPropertiesOfSecrets(options)) names.push(name);
        return names;
      }),
  } satisfies Partial<Secrets>;
}

function writing(client: SecretClient, call: Call) {
  return {
    put: (name, value, enabled) =>
      call('set', async (options) => {
        const asked = client.setSecret(name, value, { ...options, enabled, contentType });
        const made = await unless(asked, { 409: 'deleted' as const });
        return made === 'deleted' ? 'deleted' : { recovery: made.properties.recoveryLevel };
      }),
    enable: (name, version, enabled) =>
      call('set', async (options) => {
        await client.updateSecretProperties(name, version, { ...options, enabled });
      }),
  } satisfies Partial<Secrets>;
}

function removing(client: SecretClient, call: Call) {
  return {
    remove: (name) =>
      call('delete', async (options) => {
        const poller = await unless(client.beginDeleteSecret(name, options), { 404: 'none' as const });
        // 404 also comes when a call whose answer was lost is repeated.
        if (poller === 'none') return 'recoverable';
        // Vaults of old had no recovery: there the first call ends it.
        return poller.getOperationState().result?.recoveryId === undefined ? 'ended' : 'recoverable';
      }),
    deletedNames: () =>
      call('list deleted', async (options) => {
        const names: string[] = [];
        for await (const { name } of client.listDeletedSecrets(options)) names.push(name);
        return names;
      }),
    isDeleted: (name) =>
      call('get deleted', async (options) => {
        const asked = client.getDeletedSecret(name, options).then(() => true);
        return await unless(asked, { 404: false });
      }),
    purge: (name) =>
      call('purge', async (options) => {
        const asked = client.purgeDeletedSecret(name, options).then(() => true);
        // 409: the vault is still busy deleting it.
        return await unless(asked, { 404: false, 409: false });
      }),
  } satisfies Partial<Secrets>;
}

/** Gateways before the vault answer errors without words, at which the library would stumble and lose the status. */
const wordlessErrors: Required<SecretClientOptions>['additionalPolicies'][number]['policy'] = {
  name: 'wordlessErrors',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status >= 400 && !isJsonObject(response.bodyAsText)) response.bodyAsText = '{}';
    return response;
  },
};

function isJsonObject(text: string | null | undefined): boolean {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** What some statuses stand for instead of an error. */
async function unless<Result, Instead>(
  asked: Promise<Result>,
  instead: Readonly<Record<number, Instead>>,
): Promise<Result | Instead> {
  try {
    return await asked;
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && status in instead) return instead[status] as Instead;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const status = 'statusCode' in error ? error.statusCode : 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

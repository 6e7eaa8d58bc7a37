import { type AccessToken, type TokenCredential } from '@azure/core-auth';
import { type Identity } from '../../identity/identity.ts';
import { KeyVaultFault } from './faults.ts';

/**
 * The service's one identity, as the Key Vault library wants it. Whatever a challenge asks for, a token is given for
 * the service's own tenant and, where the resource is known beforehand, for that resource only.
 */
export function vaultCredential(identity: Identity, resource: string | undefined): TokenCredential {
  return {
    async getToken(scopes): Promise<AccessToken> {
      const [scope = '', ...more] = [scopes].flat();
      if (more.length > 0 || (resource !== undefined && scope !== `${resource}/.default`))
        throw new KeyVaultFault(
          `The vault asks for a token for ${resourceOf(scope)}, and KEY_VAULT_RESOURCE says ${resource ?? ''}. Set KEY_VAULT_RESOURCE to the resource of your cloud's vaults, or KEY_VAULT_URL to a vault of that cloud.`,
        );
      const token = await identity.applicationToken(scope);
      // MSAL keeps the token. A token with time left would be renewed behind our back, and the process would end
      // when that fails.
      return { token, expiresOnTimestamp: 0 };
    },
  };
}

/** Told to a person, so nothing but a host. */
const resourceOf = (scope: string): string =>
  URL.canParse(scope) ? new URL(scope).origin : 'something unknown';

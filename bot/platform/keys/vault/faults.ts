import { IdentityFault } from '../../identity/identity.ts';
import { Fault } from '../../log.ts';

/** The vault cannot be used as it is, or did not do what it was asked to; the message says why and what to do. */
export class KeyVaultFault extends Fault {
  override readonly name = 'KeyVaultFault';
  readonly status: number | undefined;

  constructor(
    message: string,
    more: { readonly status?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.status = more.status;
  }
}

/** Of the library, when there was no answer. Anything else without a status is a bug. */
const silences = new Set<unknown>(['RestError', 'AbortError', 'TimeoutError']);

/** The library's errors in our words. Its messages name the vault's secrets and callers, so they stay out. */
export function asKeyVaultFault(error: unknown, doing: string): unknown {
  if (error instanceof KeyVaultFault) return error;
  const status = fieldOf(error, 'statusCode');
  if (typeof status === 'number')
    return new KeyVaultFault(`The key vault answered ${String(status)} to "${doing}".${cureOf(status)}`, {
      status,
      cause: error,
    });
  if (error instanceof IdentityFault)
    return new KeyVaultFault(
      `No token for the key vault: ${error.code}. Look at MicrosoftAppId and AUTHORITY.`,
      {
        cause: error,
      },
    );
  if (error instanceof Error && error.message.includes('challenge resource'))
    return new KeyVaultFault(
      'The key vault asks for a token for another resource than its own address belongs to. Check KEY_VAULT_URL; in a cloud whose vaults have a resource of another name, set KEY_VAULT_RESOURCE to it.',
      { cause: error },
    );
  return silences.has(fieldOf(error, 'name')) ? silentVault(doing, error) : error;
}

export function silentVault(doing: string, cause?: unknown): KeyVaultFault {
  return new KeyVaultFault(
    `The key vault did not answer "${doing}" in time. Check KEY_VAULT_URL and the network.`,
    { cause },
  );
}

function cureOf(status: number): string {
  if (status === 403)
    return ' Give the identity of the service the role "Key Vault Secrets Officer" on the vault (or the access policy get, list, set, delete, purge), and let its network in.';
  if (status === 401) return ' Check that the vault belongs to the tenant MicrosoftAppTenantId.';
  return status === 429 ? ' The vault is busy.' : '';
}

function fieldOf(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
}

import { randomBytes } from 'node:crypto';
import { type KeyPlace } from './bond.ts';
import { checkedKeyId, keyBytes } from './keys.ts';
import { vaultErasing } from './vault/erasing.ts';
import { KeyVaultFault } from './vault/faults.ts';
import { onceSecrets } from './vault/once.ts';
import { type Secrets, vaultSecrets, type VaultOptions } from './vault/secrets.ts';

const keyPrefix = 'lederpuls-key-';
/** Holds the id of the database that the keys belong to. */
const bondName = 'lederpuls-database';
/** Holds up to which time posts were taken up. */
const markName = 'lederpuls-mark';
/** Written and ended once, to see whether this vault lets go. */
const probeName = 'lederpuls-probe';

/**
 * Round keys as secrets of an Azure Key Vault, one for each key; instances share the vault. Keys are read anew each
 * time and lie nowhere else. What is destroyed is deleted at once and purged by `erase`, so that nobody can recover
 * it. Rejects with `KeyVaultFault` when the vault would not let go of keys, or does not let us in.
 */
export async function vaultKeys(options: VaultOptions): Promise<KeyPlace> {
  const secrets = vaultSecrets(options);
  const erasing = vaultErasing(secrets, (name) => name.startsWith(keyPrefix) || name === probeName);
  const once = onceSecrets(secrets, erasing);
  const nameOf = (id: string) => keyPrefix + checkedKeyId(id);
  await checkLettingGo(secrets, erasing);

  return {
    async create(id) {
      return decoded(await once.keep(nameOf(id), () => randomBytes(keyBytes).toString('base64url')));
    },
    async read(id) {
      const value = await once.read(nameOf(id));
      return value === undefined ? undefined : decoded(value);
    },
    destroy: (id) => erasing.remove(nameOf(id)),
    erase: () => erasing.eraseAll(),
    async list() {
      const names = await secrets.names();
      return names
        .filter((name) => name.startsWith(keyPrefix))
        .map((name) => name.slice(keyPrefix.length))
        .sort();
    },
    bond: () => once.read(bondName),
    async keepBond(id) {
      await once.keep(bondName, () => id);
    },
    async mark() {
      const found = await secrets.get(markName);
      return typeof found === 'object' ? found.value : undefined;
    },
    async keepMark(value) {
      if ((await secrets.put(markName, value, true)) === 'deleted')
        throw new KeyVaultFault(`The key vault has lost ${markName}. Recover it from the deleted secrets.`);
    },
    async check() {
      if ((await once.read(bondName)) === undefined)
        throw new KeyVaultFault(`The key vault has lost ${bondName}. Recover it from the deleted secrets.`);
    },
    setting: 'KEY_VAULT_URL',
    bondByHand: (id) => `set a secret named ${bondName} in the new vault to ${id}`,
  };
}

function decoded(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length !== keyBytes)
    throw new KeyVaultFault(
      'A round key in the vault is none of ours. Somebody has written over it: set its first version again.',
    );
  return new Uint8Array(bytes);
}

/**
 * A vault with purge protection keeps deleted keys for up to 90 days, and what we promise about closed rounds would
 * not be true. A secret says how it can be recovered. In a new vault, one is written and purged, which also shows
 * that we may do all that we shall have to.
 */
async function checkLettingGo(secrets: Secrets, erasing: ReturnType<typeof vaultErasing>): Promise<void> {
  const bond = await secrets.get(bondName);
  if (typeof bond === 'object') {
    refuseProtected(bond.recovery);
    return;
  }
  const probe = await secrets.put(probeName, 'probe', true);
  // Another instance is at it, too.
  if (probe === 'deleted') return;
  await erasing.remove(probeName);
  refuseProtected(probe.recovery);
  await secrets.names();
  await erasing.eraseAll();
}

function refuseProtected(recovery: string | undefined): void {
  if (recovery === undefined || recovery.includes('Purgeable')) return;
  throw new KeyVaultFault(
    'The key vault has purge protection, so the keys of closed rounds could be brought back for weeks. Purge protection cannot be switched off: make a vault without it for Lederpuls alone ("az keyvault create" without --enable-purge-protection), and set KEY_VAULT_URL to that one.',
  );
}

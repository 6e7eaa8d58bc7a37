import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '../../bot/app.ts';
import { type Identity } from '../../bot/platform/identity/identity.ts';
import { vaultKeys } from '../../bot/platform/keys/vault.ts';
import { readSettings } from '../../bot/settings.ts';
import { roundOf, world } from '../pulses/world.ts';
import { eachDatabase } from '../support/databases.ts';
import { issuer, type Issuer } from '../support/issuer.ts';
import { silentLog } from '../support/log.ts';
import { vaultStand, type VaultStand } from '../support/vault-stand.ts';

let vault: VaultStand;
beforeEach(async () => {
  vault = await vaultStand();
});
afterEach(() => vault.close());

describe('a service whose round keys lie in a key vault', () => {
  let entra: Issuer;
  let dataDir: string;
  const start = (): Promise<App> =>
    startApp(
      readSettings({
        MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
        MicrosoftAppPassword: 'hemmelig-verdi-fra-Entra',
        AUTHORITY: entra.url,
        KEY_VAULT_URL: vault.url,
        KEY_VAULT_RESOURCE: vault.resource,
        DATA_DIR: dataDir,
        PORT: '0',
      }),
      silentLog(),
    );

  beforeEach(async () => {
    entra = await issuer();
    dataDir = mkdtempSync(join(tmpdir(), 'lederpuls-vault-'));
  });
  afterEach(async () => {
    await entra.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is ready, comes back to the same vault, and refuses another one', async () => {
    const app = await start();
    const ready = async () => (await fetch(`${app.address}/readyz`)).status;
    expect(await ready()).toBe(200);
    vault.forbid('get', 'list');
    // One look is shared for a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await ready()).toBe(503);
    await app.stop(1000);

    const [tokens] = entra.heard.filter(({ path }) => path.includes('/oauth2/v2.0/token'));
    expect(tokens?.bytes.toString()).toContain(encodeURIComponent('https://vault.azure.net/.default'));

    await vault.close();
    vault = await vaultStand();
    await expect(start()).rejects.toThrow(
      /KEY_VAULT_URL is not the place that belongs to this database.*set a secret named lederpuls-database/,
    );
  });
});

eachDatabase((_name, open) => {
  it('closes a round with a receipt only when its key cannot be recovered any more', async () => {
    const identity: Identity = {
      applicationToken: () => Promise.resolve('token-1'),
      onBehalfOf: () => Promise.reject(new Error('not asked for')),
    };
    const options = { url: vault.url, resource: vault.resource, identity, deadlineMs: 5000 };
    const database = await open();
    const round = roundOf(1);
    const here = world(database, await vaultKeys(options));
    const receipt = async () => {
      const rows = await database
        .tables<{ pulse_receipt: { key_destroyed_at: string | null } }>()
        .selectFrom('pulse_receipt')
        .select('key_destroyed_at')
        .execute();
      return rows.map((row) => row.key_destroyed_at !== null);
    };
    await here.open(round);
    await here.press('plan-leder-0', 'plan', 'answer', { round: round.id, view: 0, value: 4 });
    await here.close(round);

    // The vault says no to the purge, as when the service's role has been taken away.
    vault.next(1, /^DELETE \/deletedsecrets/, (_request, response) => {
      response.writeHead(403);
      response.end();
    });
    await expect(here.settle()).rejects.toThrow(/answered 403/);
    expect([vault.deleted().length, await receipt()]).toEqual([1, [false]]);

    await here.settle();
    expect([vault.names(), vault.deleted(), await receipt()]).toEqual([[], [], [true]]);
  });
});

import {
  chmod,
  link,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyPlace } from '../../bot/platform/keys/bond.ts';
import { directoryKeys } from '../../bot/platform/keys/directory.ts';
import { type Identity } from '../../bot/platform/identity/identity.ts';
import { vaultKeys } from '../../bot/platform/keys/vault.ts';
import { json } from '../support/issuer.ts';
import { vaultStand, type VaultStand } from '../support/vault-stand.ts';

let folder: string;
let vault: VaultStand;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  const above = await mkdtemp(join(tmpdir(), 'lederpuls-keys-'));
  folder = join(above, 'keys');
  closers.push(() => rm(above, { recursive: true }));
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const asked: string[] = [];
const identity: Identity = {
  applicationToken: (scope) => Promise.resolve(`token-${asked.push(scope)}`),
  onBehalfOf: () => Promise.reject(new Error('not asked for')),
};

const open = () => directoryKeys(folder);
const openVault = (
  change: { resource?: string | undefined; deadlineMs?: number; identity?: Identity } = {},
) => vaultKeys({ url: vault.url, resource: vault.resource, identity, deadlineMs: 5000, ...change });

async function standUp(): Promise<void> {
  const stand = await vaultStand();
  vault = stand;
  closers.push(() => stand.close());
}

describe.each<[string, () => Promise<KeyPlace>, () => Promise<void>]>([
  ['a folder', open, () => Promise.resolve()],
  ['a key vault', openVault, standUp],
])('round keys in %s', (_name, openKeys, prepare) => {
  beforeEach(prepare);

  it('are 32 random bytes, the same for the same id, also for another service', async () => {
    const first = await (await openKeys()).create('round-1');
    const again = await (await openKeys()).create('round-1');
    const other = await (await openKeys()).create('round-2');
    expect(first).toHaveLength(32);
    expect([...again]).toEqual([...first]);
    expect([...other]).not.toEqual([...first]);
    expect([...((await (await openKeys()).read('round-1')) ?? [])]).toEqual([...first]);
  });

  it('become one key when many ask for the same new one at once', async () => {
    const services = await Promise.all([openKeys(), openKeys(), openKeys()]);
    const asking = Array.from({ length: 10 }, () => services).flat();
    const keys = await Promise.all(asking.map((service) => service.create('round')));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  });

  it('are gone once destroyed, and destroying twice is fine', async () => {
    const keys = await openKeys();
    await keys.create('round');
    await keys.create('other');
    await keys.destroy('round');
    expect(await keys.read('round')).toBeUndefined();
    await keys.destroy('round');
    expect(await keys.read('round')).toBeUndefined();
    expect(await keys.list()).toEqual(['other']);
    await keys.erase?.();
    expect(await keys.list()).toEqual(['other']);
  });

  it('are new when made again after they were destroyed', async () => {
    const keys = await openKeys();
    const first = await keys.create('round');
    await keys.destroy('round');
    expect([...(await keys.create('round'))]).not.toEqual([...first]);
  });

  it('keep the id of their database, and keep the first one', async () => {
    const keys = await openKeys();
    expect(await keys.bond()).toBeUndefined();
    await keys.keepBond('one');
    await (await openKeys()).keepBond('two');
    expect(await (await openKeys()).bond()).toBe('one');
    expect(await keys.list()).toEqual([]);
    await expect(keys.check()).resolves.toBeUndefined();
  });

  it('keep a mark beside them that only grows newer, and count it as no key', async () => {
    const keys = await openKeys();
    expect(await keys.mark()).toBeUndefined();
    await keys.keepMark('2027-01-18T07:30:00.000Z');
    await keys.keepMark('2027-01-25T07:30:00.000Z');
    expect(await (await openKeys()).mark()).toBe('2027-01-25T07:30:00.000Z');
    expect(await keys.list()).toEqual([]);
  });

  it('refuse an id that is more than a name', async () => {
    const keys = await openKeys();
    const ids = ['', '..', '.hidden', '../round', 'a/b', 'a\\b', 'æ', 'a\0', 'A', 'a_b', 'x'.repeat(200)];
    for (const id of ids) await expect((async () => keys.create(id))()).rejects.toThrow('A key id');
  });
});

describe('the key folder', () => {
  it('and its files can be read by the service alone', async () => {
    await (await open()).create('round');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'round'))).mode & 0o777).toBe(0o600);
  });

  it('is closed to others when it was open', async () => {
    await open();
    await chmod(folder, 0o755);
    await open();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('counts a file that a crash cut short as no key', async () => {
    const keys = await open();
    await keys.create('round');
    await truncate(join(folder, 'round'), 10);
    expect([await keys.read('round'), await keys.list()]).toEqual([undefined, []]);
    expect(await keys.create('round')).toHaveLength(32);
  });

  it('keeps nothing but keys: no drafts, neither own nor those of a killed service', async () => {
    const keys = await open();
    await Promise.all(['a', 'a', 'b'].map((id) => keys.create(id)));
    await keys.check();
    const draft = join(folder, '.draft-0000');
    await writeFile(draft, 'x'.repeat(32));
    await utimes(draft, new Date(0), new Date(0));
    await open();
    expect((await readdir(folder)).sort()).toEqual(['a', 'b']);
  });

  it('keeps a key whose maker was killed before it had tidied up', async () => {
    const key = await (await open()).create('round');
    // The draft is a second name of the key's own file.
    await link(join(folder, 'round'), join(folder, '.draft-0000'));
    await utimes(join(folder, 'round'), new Date(0), new Date(0));
    expect([...((await (await open()).read('round')) ?? [])]).toEqual([...key]);
    expect(await readdir(folder)).toEqual(['round']);
  });

  it('holds no trace of a destroyed key in a copy that was linked before', async () => {
    const keys = await open();
    const key = await keys.create('round');
    await link(join(folder, 'round'), join(folder, '..', 'copy'));
    await keys.destroy('round');
    const bytes = await readFile(join(folder, '..', 'copy'));
    expect(bytes.toString('hex')).not.toContain(Buffer.from(key).toString('hex'));
  });
});

describe('the key vault', () => {
  beforeEach(standUp);

  const nameOf = (id: string) => `lederpuls-key-${id}`;

  it('is asked for no key before it has said who it is, and each call names its version', async () => {
    const keys = await openVault();
    await keys.create('round');
    const [first, ...rest] = vault.heard;
    expect([first?.headers.authorization, first?.body]).toEqual([undefined, undefined]);
    expect(rest.filter(({ headers }) => headers.authorization === undefined)).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['https://vault.azure.net/.default']));
    expect(vault.heard.every(({ path }) => decodeURIComponent(path).includes('api-version=7.4'))).toBe(true);
  });

  it('gets no token when its challenge names a resource that its address does not belong to', async () => {
    asked.length = 0;
    vault.resourceIs('https://graph.microsoft.com');
    await expect(openVault({ resource: undefined })).rejects.toThrow(/KEY_VAULT_RESOURCE/);
    await expect(openVault({ resource: 'https://vault.azure.cn' })).rejects.toThrow(
      /asks for a token for https:\/\/graph.microsoft.com/,
    );
    expect(asked).toEqual([]);
  });

  it('leaves nothing that could be recovered once keys are erased', async () => {
    const keys = await openVault();
    for (const id of ['a', 'b', 'c']) await keys.create(id);
    await keys.destroy('a');
    await keys.destroy('b');
    expect(vault.deleted()).toEqual([nameOf('a'), nameOf('b')]);
    await keys.erase?.();
    expect([vault.names(), vault.deleted()]).toEqual([[nameOf('c')], []]);
  });

  it('is purged of what a killed service had only deleted', async () => {
    const keys = await openVault();
    await keys.create('round');
    await keys.destroy('round');
    const after = await openVault();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await after.list()).toEqual([]);
    await after.erase?.();
    expect(vault.deleted()).toEqual([]);
  });

  it('does not touch what others keep in it', async () => {
    const keys = await openVault();
    const put = (name: string) =>
      fetch(`${vault.url}/secrets/${name}?api-version=7.4`, {
        method: 'PUT',
        headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
        body: JSON.stringify({ value: 'theirs' }),
      });
    await put('theirs');
    await put('gone');
    await fetch(`${vault.url}/secrets/gone?api-version=7.4`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer token-1' },
    });
    await keys.erase?.();
    expect(await keys.list()).toEqual([]);
    expect([vault.names(), vault.deleted()]).toEqual([['theirs'], ['gone']]);
  });

  it('takes up the candidate that a service killed while making a key has left', async () => {
    const keys = await openVault();
    vault.next(1, /^PATCH/, (_request, response) => {
      json(response, 400, {});
    });
    await expect(keys.create('round')).rejects.toThrow(/answered 400/);
    expect([await keys.read('round'), await keys.list()]).toEqual([undefined, ['round']]);
    const made = await (await openVault()).create('round');
    expect([...((await keys.read('round')) ?? [])]).toEqual([...made]);
    expect(vault.secret(nameOf('round'))?.versions.filter(({ enabled }) => enabled)).toHaveLength(1);
  });

  it('reads the settled key past a candidate that came late', async () => {
    const keys = await openVault();
    const made = await keys.create('round');
    const late = { version: '0', value: 'late', contentType: undefined, created: 1, enabled: false };
    vault.secret(nameOf('round'))?.versions.push(late);
    expect([...((await keys.read('round')) ?? [])]).toEqual([...made]);
    expect([...(await keys.create('round'))]).toEqual([...made]);
    expect(late.enabled).toBe(false);
  });

  it('is refused at start when it has purge protection, in its first start and in any later one', async () => {
    const keys = await openVault();
    await keys.keepBond('one');
    vault.protectFromPurge();
    await expect(openVault()).rejects.toThrow(/purge protection.*make a vault without it/);
    await standUp();
    vault.protectFromPurge();
    await expect(openVault()).rejects.toThrow(/purge protection/);
  });

  it.each(['get', 'list', 'set', 'delete', 'purge'] as const)(
    'is refused in its first start when we may not %s',
    async (permission) => {
      vault.forbid(permission);
      await expect(openVault()).rejects.toThrow(/answered 403 .*Key Vault Secrets Officer/);
    },
  );

  it('is given the time that it asks for when it is busy', async () => {
    const keys = await openVault();
    const made = await keys.create('round');
    vault.next(1, /^GET/, (_request, response) => {
      json(response, 429, { error: { code: 'Throttled', message: 'busy' } }, { 'retry-after': '1' });
    });
    const began = Date.now();
    expect([...((await keys.read('round')) ?? [])]).toEqual([...made]);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  it('is given up after the deadline, whether it hangs, stays busy or its token does not come', async () => {
    const keys = await openVault({ deadlineMs: 1500 });
    vault.next(1, /^GET/, () => undefined);
    await expect(keys.read('round')).rejects.toThrow(/did not answer/);
    vault.next(1, /^GET/, (_request, response) => {
      json(response, 429, {}, { 'retry-after': '3600' });
    });
    await expect(keys.read('round')).rejects.toThrow(/did not answer/);
    const silent: Identity = { ...identity, applicationToken: () => new Promise(() => undefined) };
    await expect(openVault({ deadlineMs: 300, identity: silent })).rejects.toThrow(/did not answer/);
  });

  it('is understood through a gateway that answers without words, or in HTML', async () => {
    const keys = await openVault();
    for (const body of [undefined, '<html>Forbidden</html>']) {
      vault.next(2, /^GET/, (_request, response) => {
        response.writeHead(403, { 'content-type': 'text/html' });
        response.end(body);
      });
      await expect(keys.read('round')).rejects.toThrow(/answered 403/);
    }
  });

  it('tells a service that is not ready from one that is, and names no key in its errors', async () => {
    const keys = await openVault({ deadlineMs: 3000 });
    await keys.create('round');
    vault.forbid('get', 'list');
    const faults = await Promise.all(
      [keys.check(), keys.read('round')].map((asking) =>
        asking.then(String, (error: unknown) => String(error)),
      ),
    );
    expect(faults[1]).toMatch(/answered 403/);
    expect(faults.join()).not.toMatch(/lederpuls-key|caller/);
  });
});

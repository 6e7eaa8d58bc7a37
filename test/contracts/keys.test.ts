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
import { directoryKeys } from '../../bot/platform/keys/directory.ts';
import { type Keys } from '../../bot/platform/keys/keys.ts';

let folder: string;
let opened: number;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'lederpuls-keys-')), 'keys');
  opened = 0;
});

afterEach(() => rm(join(folder, '..'), { recursive: true }));

const open = () => {
  opened += 1;
  return directoryKeys(folder);
};

describe.each<[string, () => Promise<Keys>]>([['a folder', open]])('round keys in %s', (_name, openKeys) => {
  it('are 32 random bytes, the same for the same id, also for another service', async () => {
    const first = await (await openKeys()).create('round-1');
    const again = await (await openKeys()).create('round-1');
    const other = await (await openKeys()).create('round-2');
    expect(first).toHaveLength(32);
    expect([...again]).toEqual([...first]);
    expect([...other]).not.toEqual([...first]);
    expect(opened).toBe(3);
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
    await keys.destroy('round');
    expect(await keys.read('round')).toBeUndefined();
    expect(await keys.list()).toEqual(['other']);
  });

  it('are new when made again after they were destroyed', async () => {
    const keys = await openKeys();
    const first = await keys.create('round');
    await keys.destroy('round');
    expect([...(await keys.create('round'))]).not.toEqual([...first]);
  });

  it.each(['', '..', '.hidden', '../round', 'a/b', 'a\\b', 'æ', 'a\0', 'x'.repeat(200)])(
    'refuse %j as an id',
    async (id) => {
      const keys = await openKeys();
      await expect((async () => keys.create(id))()).rejects.toThrow('A key id');
    },
  );
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

  it('holds no trace of a destroyed key in a copy that was linked before', async () => {
    const keys = await open();
    const key = await keys.create('round');
    await link(join(folder, 'round'), join(folder, '..', 'copy'));
    await keys.destroy('round');
    const bytes = await readFile(join(folder, '..', 'copy'));
    expect(bytes.toString('hex')).not.toContain(Buffer.from(key).toString('hex'));
  });
});

import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '../log.ts';
import { type KeyPlace } from './bond.ts';
import { checkedKeyId, keyBytes } from './keys.ts';

/** The key folder cannot be used as it is; the message says why and what to do. */
class KeyFolderFault extends Fault {
  override readonly name = 'KeyFolderFault';
}

const draftPrefix = '.draft-';
/** Holds the id of the database that the keys belong to. */
const bondName = '.database';
/** Holds up to which time posts were taken up. */
const markName = '.mark';
/** A draft older than this was left by a process that is gone. */
const staleDraftMs = 60_000;

/**
 * One file for each key, readable by the service alone. Instances that share the folder get the same key for the
 * same id. Rejects with `KeyFolderFault` when others can read the folder.
 */
export async function directoryKeys(place: string): Promise<KeyPlace> {
  const folder = resolve(place);
  await preparePrivate(folder);
  const pathOf = (id: string) => join(folder, checkedKeyId(id));
  const names = async () => (await readdir(folder)).filter((name) => !name.startsWith('.'));
  await removeStaleDrafts(folder);

  return {
    async create(id) {
      const path = pathOf(id);
      for (;;) {
        const there = await readKey(path);
        if (there !== undefined) return there;
        await removeTorn(path);
        const made = randomBytes(keyBytes);
        if (await putIfNone(folder, path, made)) return new Uint8Array(made);
      }
    },
    read: (id) => readKey(pathOf(id)),
    async destroy(id) {
      await shred(pathOf(id));
      await syncFolder(folder);
    },
    async list() {
      const found = await names();
      const whole = await Promise.all(found.map((name) => readKey(join(folder, name))));
      return found.filter((_name, index) => whole[index] !== undefined).sort();
    },
    async bond() {
      const id = await readFile(join(folder, bondName), 'utf8').catch(ifMissing(undefined));
      return id?.trim();
    },
    async keepBond(id) {
      await putIfNone(folder, join(folder, bondName), Buffer.from(`${id}\n`));
    },
    async mark() {
      const value = await readFile(join(folder, markName), 'utf8').catch(ifMissing(undefined));
      return value?.trim();
    },
    async keepMark(value) {
      await rename(await writeDraft(folder, Buffer.from(`${value}\n`)), join(folder, markName));
      await syncFolder(folder);
    },
    async check() {
      const draft = await writeDraft(folder, Buffer.alloc(keyBytes));
      try {
        if ((await readKey(draft)) === undefined)
          throw new KeyFolderFault('What was written cannot be read.');
      } finally {
        await unlink(draft);
      }
    },
    setting: 'KEY_DIR',
    bondByHand: (id) => `write ${id} into a file named ${bondName} in the new folder`,
  };
}

async function preparePrivate(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  // A new folder is durable when the one it lies in is; else a power cut could take it with the first key in it.
  if (first !== undefined)
    for (let above = dirname(folder); ; above = dirname(above)) {
      await syncFolder(above);
      if (above === dirname(first)) break;
    }
  if (process.platform === 'win32') return;
  await chmod(folder, 0o700).catch(() => undefined);
  if (((await stat(folder)).mode & 0o077) !== 0)
    throw new KeyFolderFault(
      `Others on this machine can read the key folder ${folder}. Run "chmod 700" on it, or set KEY_DIR to a folder of the service's own.`,
    );
}

/** `undefined` for no key, and for a file that a crash has left too short to be one. */
async function readKey(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(ifMissing(undefined));
  return bytes?.length === keyBytes ? new Uint8Array(bytes) : undefined;
}

async function removeTorn(path: string): Promise<void> {
  const bytes = await readFile(path).catch(ifMissing(undefined));
  if (bytes !== undefined && bytes.length !== keyBytes) await shred(path);
}

/** Whole and durable, or not at all; `false` when another instance was first. */
async function putIfNone(folder: string, path: string, bytes: Buffer): Promise<boolean> {
  const draft = await writeDraft(folder, bytes);
  try {
    // Unlike rename, link never replaces a key that somebody else has made in the meantime.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      await shred(draft);
      return false;
    }
    // File systems without links (some network shares) have a single writer here.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error;
    await rename(draft, path);
  }
  await unlink(draft).catch(ifMissing(undefined));
  await syncFolder(folder);
  return true;
}

async function writeDraft(folder: string, bytes: Buffer): Promise<string> {
  const draft = join(folder, `${draftPrefix}${randomBytes(8).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

/**
 * Overwrites before removing: what is left on the disk is not the key. Cut off in between, the name still stands and
 * is destroyed again. (A disk or file system that keeps old blocks keeps them: encrypt it, or use a vault.)
 */
async function shred(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(ifMissing(undefined));
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(Math.max(size, keyBytes)), 0, undefined, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await unlink(path).catch(ifMissing(undefined));
}

async function removeStaleDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(draftPrefix)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(ifMissing(undefined));
    if (found === undefined || Date.now() - found.mtimeMs <= staleDraftMs) continue;
    // Cut off between link and unlink, the draft is the key itself under a second name: overwriting it would end the key.
    if (found.nlink > 1) await unlink(path).catch(ifMissing(undefined));
    else await shred(path);
  }
}

/** A name is durable when its folder is; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

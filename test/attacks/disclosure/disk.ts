import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PersonRef } from '../../../bot/people/model.ts';
import { type Seal } from '../../../bot/pulses/seal.ts';
import { ballotOf, sealWith, type SealedRound } from './sealed.ts';

/** What a thief of the disk does with every byte that is on it. Nothing here knows how the product stores things but for the sealing, which is public. */

/** A file as it lies there. */
export interface DiskFile {
  readonly path: string;
  readonly bytes: Buffer;
}

export async function filesIn(folder: string): Promise<readonly DiskFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return await Promise.all(files.map(async (path) => ({ path, bytes: await readFile(path) })));
}

const KEY_BYTES = 32;

/** Whatever may be a key: small files as they are, and every run of letters that spells 32 bytes. */
function keysOn(files: readonly DiskFile[]): readonly Buffer[] {
  const found = new Map<string, Buffer>();
  for (const { bytes } of files) {
    if (bytes.length === KEY_BYTES) found.set(bytes.toString('hex'), bytes);
    const text = bytes.toString('latin1');
    for (const [hex] of text.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g))
      found.set(hex, Buffer.from(hex, 'hex'));
    for (const [base64] of text.matchAll(/(?<![\w+/])[\w+/-]{43}=?(?![\w+/=])/g)) {
      const key = Buffer.from(base64, 'base64');
      if (key.length === KEY_BYTES) found.set(key.toString('hex'), key);
    }
  }
  return [...found.values()];
}

interface Relinked {
  /** People of whom a ballot is still to be found under a key that was found. */
  readonly people: number;
  /** Those of them whose answers can be read. */
  readonly read: number;
}

/** Enumerates all people with every key there is, and looks for their tokens and bodies in every byte there is. */
export function relink(
  files: readonly DiskFile[],
  people: readonly PersonRef[],
  rounds: readonly SealedRound[],
): Relinked {
  const disk = Buffer.concat(files.map(({ bytes }) => bytes));
  const tokens = new Set(
    [...disk.toString('latin1').matchAll(/(?=([0-9a-f]{64}))/g)].map(([, token]) => token ?? ''),
  );
  const found = keysOn(files).flatMap((key) =>
    rounds.flatMap((round) => {
      const seal = sealWith(key, round);
      return people.flatMap((person) => {
        const token = seal.token(person);
        return tokens.has(token) ? [{ person: person.id, token, seal }] : [];
      });
    }),
  );
  const read = found.filter(({ token, seal }) => opensNear(disk, token, { seal, length: bodyLength(seal) }));
  return {
    people: new Set(found.map(({ person }) => person)).size,
    read: new Set(read.map(({ person }) => person)).size,
  };
}

/** A body lies somewhere behind its token in the row: tries every place there. */
function opensNear(disk: Buffer, token: string, { seal, length }: { seal: Seal; length: number }): boolean {
  for (let at = disk.indexOf(token); at >= 0; at = disk.indexOf(token, at + 1)) {
    const start = at + token.length;
    for (let body = start; body < start + 16 && body + length <= disk.length; body++)
      if (seal.open(token, disk.subarray(body, body + length)) !== undefined) return true;
  }
  return false;
}

const bodyLength = (seal: Seal): number => seal.close('', ballotOf({ unit: '', answers: [] })).length;

/** Ballots that anybody can read as they lie there: no key needed. */
export function readable(files: readonly DiskFile[]): number {
  const found = new Set<string>();
  for (const { bytes } of files)
    for (const [ballot] of bytes
      .toString('latin1')
      .matchAll(/\{"v":\d+,"u":"[^"]{0,80}","a":\[[^\]]{0,80}\][^}]{0,400}\}/g))
      found.add(ballot);
  return found.size;
}

/** How often any of these runs of bytes is to be found. */
export function holding(files: readonly DiskFile[], parts: readonly (Uint8Array | string)[]): number {
  return parts.filter((part) => files.some(({ bytes }) => bytes.includes(Buffer.from(part)))).length;
}

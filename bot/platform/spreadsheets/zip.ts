import { crc32, inflateRawSync } from 'node:zlib';

/** Why an archive is not opened. */
export type ZipFaultKind = 'broken' | 'too-large';

export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  readonly kind: ZipFaultKind;

  constructor(kind: ZipFaultKind, options?: ErrorOptions) {
    super(`The archive is ${kind}.`, options);
    this.kind = kind;
  }
}

export interface ZipLimits {
  readonly mostEntries: number;
  /** Of all entries together, unpacked. */
  readonly mostBytes: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly packedBytes: number;
  readonly at: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const stored = 0;
const deflated = 8;
const encrypted = 1;

/**
 * The wanted files of an archive, by name. What an archive says about its own sizes is not believed: unpacking stops
 * at the limit. Throws `ZipFault`. Layout: PKWARE APPNOTE 6.3.10, sections 4.3.6 to 4.3.16, without zip64.
 */
export function unzipped(
  bytes: Buffer,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  let left = limits.mostBytes;
  try {
    for (const entry of entriesOf(bytes, limits.mostEntries)) {
      if (!wanted(entry.name)) continue;
      const file = contentOf(bytes, entry, left);
      left -= file.length;
      files.set(entry.name, file);
    }
  } catch (error) {
    throw error instanceof ZipFault ? error : new ZipFault('broken', { cause: error });
  }
  return files;
}

function entriesOf(bytes: Buffer, most: number): readonly Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new ZipFault('too-large');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new ZipFault('broken');
    const nameBytes = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + entryBytes, at + entryBytes + nameBytes),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += entryBytes + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is the last thing in the file, but for a comment of at most 64 KB. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endBytes - 0xffff);
  for (let at = bytes.length - endBytes; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === endMark) return at;
  }
  throw new ZipFault('broken');
}

function contentOf(bytes: Buffer, entry: Entry, left: number): Buffer {
  const known = entry.method === stored || entry.method === deflated;
  if (!known || (entry.flags & encrypted) !== 0) throw new ZipFault('broken');
  if (bytes.readUInt32LE(entry.at) !== localMark) throw new ZipFault('broken');
  const start = entry.at + localBytes + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  if (start + entry.packedBytes > bytes.length) throw new ZipFault('broken');
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (entry.method === deflated) return inflated(packed, left);
  if (packed.length > left) throw new ZipFault('too-large');
  return packed;
}

function inflated(packed: Buffer, left: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ZipFault(tooLarge ? 'too-large' : 'broken', { cause: error });
  }
}

/** An archive of files as they are, without compression: whoever reads it meets nothing that we have not seen. */
export function zippedPlain(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name, 'utf8');
    const common = commonFields(title, content);
    const local = Buffer.concat([uint32(localMark), common, uint16(0), title, content]);
    directory.push(
      Buffer.concat([uint32(entryMark), uint16(20), common, Buffer.alloc(12), uint32(at), title]),
    );
    parts.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const counts = [uint16(0), uint16(0), uint16(files.size), uint16(files.size)];
  const end = Buffer.concat([uint32(endMark), ...counts, uint32(index.length), uint32(at), uint16(0)]);
  return Buffer.concat([...parts, index, end]);
}

/** Version needed to name length, the same in both records; names are UTF-8 (flag 11). */
function commonFields(title: Buffer, content: Buffer): Buffer {
  const dosTime = Buffer.from([0, 0, 0x21, 0]);
  const sizes = [uint32(crc32(content)), uint32(content.length), uint32(content.length)];
  return Buffer.concat([uint16(20), uint16(0x800), uint16(stored), dosTime, ...sizes, uint16(title.length)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

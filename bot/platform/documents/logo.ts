import { readFileSync, statSync } from 'node:fs';

/** A picture that every word processor shows. Sizes are in pixels. */
export interface Logo {
  readonly bytes: Uint8Array;
  readonly type: 'png' | 'jpg';
  readonly width: number;
  readonly height: number;
}

/** It lies in every document that is made. */
const mostBytes = 512 * 1024;
const mostPixels = 5000;

/** Reads a picture; throws an `Error` that says in one line what is wrong with it. */
export function readLogo(path: string): Logo {
  const bytes = bytesOf(path);
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (!size) throw new Error('the file is neither a PNG nor a JPEG picture');
  const { width, height } = size;
  if (Math.min(width, height) < 1 || Math.max(width, height) > mostPixels)
    throw new Error(
      `the picture is ${width} x ${height} pixels, and may be from 1 to ${mostPixels} each way`,
    );
  return { bytes, ...size };
}

function bytesOf(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new Error('there is no such file');
  if (stat.size > mostBytes)
    throw new Error(`the file is ${stat.size} bytes, and may be ${mostBytes} at the most`);
  try {
    return readFileSync(path);
  } catch {
    throw new Error('the file cannot be read');
  }
}

type Size = Omit<Logo, 'bytes'>;

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(pngStart)) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Where a JPEG says how large it is: baseline, progressive and their kin, but no tables (C4, C8, CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (isFrame(bytes[at + 1] ?? 0))
      return { type: 'jpg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  return undefined;
}

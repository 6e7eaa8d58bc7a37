import { type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../../refusal.ts';

const usualBytes = 256 * 1024;
/** How long and how much is read on, unkept, of a body that is too large, so that the sender hears the answer. */
const drainMs = 2000;
const drainBytes = 8 * 1024 * 1024;

/**
 * The request's JSON. Throws `Refusal` `too-large` above `maxBytes` and `bad-input` for what is not JSON; compressed
 * bodies are refused, for they can be small outside and huge inside.
 */
export async function readJson(request: IncomingMessage, maxBytes = usualBytes): Promise<unknown> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Refusal('bad-input');
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Refusal('bad-input');
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) break;
      parts.push(part);
    }
  } catch {
    // The sender has gone; nobody hears the answer.
    throw new Refusal('bad-input');
  }
  if (size <= maxBytes) return Buffer.concat(parts);
  await drain(request);
  throw new Refusal('too-large');
}

async function drain(request: IncomingMessage): Promise<void> {
  let left = drainBytes;
  const drained = new Promise<void>((resolve) => {
    request.once('end', resolve).once('close', resolve);
    request.on('data', (part: Buffer) => {
      left -= part.length;
      if (left < 0) resolve();
    });
  });
  const tooLong = new AbortController();
  await Promise.race([drained, pause(drainMs, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
  tooLong.abort();
}

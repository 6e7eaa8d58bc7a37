import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pagePolicy } from './headers.ts';

export interface TabFilesOptions {
  /** The built tab; when it is missing, its pages say how to build it. */
  readonly folder: string;
  /** Who may frame the pages besides Teams; the page is told too. */
  readonly hostOrigins: readonly string[];
  /** Teams' id of the app, so that a page opened elsewhere can lead there; unset = it is not known. */
  readonly teamsAppId?: string | undefined;
  /** Where people give consent, to which app and for what; unset = they are not asked. */
  readonly consent?: ConsentPlace | undefined;
}

interface ConsentPlace {
  /** Where people sign in, e.g. `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Answers GET and HEAD under /tab; `false` when there is no such file. */
export type TabFiles = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

interface StoredFile {
  readonly type: string;
  readonly etag: string;
  readonly hashed: boolean;
  /** `br`, `gzip` or as it is; packed once, at the first request for it. */
  readonly packed: Map<string, Promise<Buffer>>;
}

const pages = new Set([
  ...['/tab/consent', '/tab/consent-end'],
  ...['/tab', '/tab/', '/tab/minutes', '/tab/results', '/tab/setup', '/tab/followups', '/tab/prompts'],
  '/tab/trust',
]);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const pack: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/**
 * Reads the whole tab into memory: what can be asked for is what was there at the start, so no path leads out of
 * the folder.
 */
export async function tabFiles(options: TabFilesOptions): Promise<TabFiles> {
  const { folder, hostOrigins, teamsAppId = '', consent } = options;
  const { index, files } = await readFolder(folder);
  const asked = consent ? [consent.authority, consent.clientId, ...consent.scopes].join(' ') : '';
  const told = { 'host-origins': hostOrigins.join(' '), 'teams-app': teamsAppId, consent: asked };
  const page = Object.entries(told).reduce((html, [name, value]) => {
    const tag = `<meta name="${name}" content="`;
    return html?.replace(`${tag}"`, () => `${tag}${escapeAttribute(value)}"`);
  }, index);
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://tab').pathname;
    if (pages.has(path)) {
      sendPage(response, page, hostOrigins);
      return true;
    }
    const file = files.get(path);
    if (file !== undefined) await sendFile(request, response, file);
    return file !== undefined;
  };
}

async function readFolder(
  folder: string,
): Promise<{ index: string | undefined; files: ReadonlyMap<string, StoredFile> }> {
  const files = new Map<string, StoredFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let index: string | undefined;
  for (const entry of entries.filter((one) => one.isFile())) {
    const place = join(entry.parentPath, entry.name);
    const path = `/tab/${place
      .slice(folder.length + 1)
      .split(sep)
      .join('/')}`;
    const bytes = await readFile(place);
    if (path === '/tab/index.html') index = bytes.toString('utf8');
    else files.set(path, storedFile(path, bytes));
  }
  return { index, files };
}

function storedFile(path: string, bytes: Buffer): StoredFile {
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    // Vite writes the content's hash into these names.
    hashed: /^\/tab\/assets\/.+-[\w-]{8,}\.\w+$/.test(path),
    packed: new Map([['identity', Promise.resolve(bytes)]]),
  };
}

async function sendFile(request: IncomingMessage, response: ServerResponse, file: StoredFile): Promise<void> {
  response.setHeader('etag', file.etag);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('cache-control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  const encoding = /^(text|application\/json|image\/svg)/.test(file.type)
    ? bestEncoding(request)
    : 'identity';
  const bytes = await packedAs(file, encoding);
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.writeHead(200, { 'content-type': file.type, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function bestEncoding(request: IncomingMessage): string {
  const accepted = (request.headers['accept-encoding'] ?? '').toLowerCase();
  return (
    ['br', 'gzip'].find((name) => new RegExp(`(^|[ ,])${name}($|[ ,;](?!q=0(?!\\.[1-9])))`).test(accepted)) ??
    'identity'
  );
}

async function packedAs(file: StoredFile, encoding: string): Promise<Buffer> {
  const plain = await file.packed.get('identity');
  const made = file.packed.get(encoding) ?? pack[encoding]?.(plain ?? Buffer.alloc(0));
  if (made === undefined) throw new RangeError('Unknown encoding');
  file.packed.set(encoding, made);
  return made;
}

function sendPage(response: ServerResponse, page: string | undefined, hostOrigins: readonly string[]): void {
  response.setHeader('cache-control', 'no-store');
  if (page === undefined) {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('The tab has not been built: run "npm run build:tab" and start the service again.\n');
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  const html = page.replace(
    /(<meta name="style-nonce" content=")[^"]*"/,
    (_whole, start: string) => `${start}${nonce}"`,
  );
  response.setHeader('content-security-policy', pagePolicy(nonce, hostOrigins));
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(html);
}

function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

import { isIP } from 'node:net';
import { z } from 'zod';

/** What single settings must look like. Each message says what would be right; none repeats what was given. */

const nobody = /^0{8}(-0{4}){3}-0{12}$/;

export const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID')
  .refine((text) => !nobody.test(text), 'must be a GUID of your own, not zeros');

/** Values of Entra ID have forty characters; their ids, which stand beside them in the portal, are GUIDs. */
export const secret = z
  .string()
  .refine((text) => !guid.safeParse(text).success, 'must be the value of the secret, not its id')
  .min(16, 'must be a client secret as Entra ID makes them, at least 16 characters');

export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

export const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${String(min)} to ${String(max)}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number().min(min, message).max(max, message));
};

/** One line that may stand in a document or in an address. */
export const line = (max: number) =>
  z
    .string()
    .max(max, `must be at most ${String(max)} characters`)
    .regex(/^\P{Cc}*$/u, 'must be one line');

const addressOf = (text: string) => (URL.canParse(text) ? new URL(text) : undefined);
const plain = ({ username, password, hash }: URL) => username === '' && password === '' && hash === '';

export const isLoopback = (host: string): boolean =>
  host === '127.0.0.1' || host === '::1' || host === '[::1]' || host === 'localhost';

const isHttps = (text: string) => {
  const url = addressOf(text);
  return url?.protocol === 'https:' && plain(url) && url.search === '' && !url.hostname.includes('*');
};
const https = 'must be an https address without password, ? and #';

export const httpsUrl = z
  .string()
  .refine(isHttps, https)
  .transform((text) => text.replace(/\/+$/, ''));

/** An https address that is compared letter by letter. */
export const httpsName = z.string().refine(isHttps, https);

const isOrigin = (text: string) => {
  const url = addressOf(text);
  return (
    url !== undefined &&
    plain(url) &&
    url.search === '' &&
    url.pathname === '/' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  );
};

/** Where people and Teams reach the service; http on this machine alone. */
export const ownOrigin = z
  .string()
  .refine(
    isOrigin,
    'must be the https address people reach the service at, without a path (http only for this machine)',
  );

export const httpsOrigin = httpsUrl.refine(
  (text) => addressOf(text)?.pathname === '/',
  'must be an https address without a path',
);

/** Who may show our pages in a frame: each origin by its whole name. */
export const pageOrigin = z
  .string()
  .refine(
    (text) => isOrigin(text) && !text.includes('*'),
    'must be whole https origins without * and path, comma-separated',
  );

export const loopbackUrl = z.string().refine((text) => {
  const url = addressOf(text);
  return url !== undefined && /^https?:$/.test(url.protocol) && isLoopback(url.hostname);
}, 'may only point at this machine (127.0.0.1)');

export const hostName = z.string().regex(/^[a-z0-9.:-]+$/i, 'must be a host name or IP address to listen on');

/** Domains in which anybody can have a name. */
const shared =
  /^\*\.((trafficmanager|azurewebsites|azurefd|cloudapp|azureedge|windows)\.net|(cloudapp\.)?azure\.com|azurecontainerapps\.io|azurestaticapps\.net|github\.io|workers\.dev|ngrok\.(io|app)|devtunnels\.ms|[a-z]+)$/i;

/** Where tokens of the bot are sent: by name, or a domain that nobody else has names in. */
export const serviceHost = z
  .string()
  .regex(/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/i, 'must be host names, comma-separated')
  .refine(
    (text) => !shared.test(text.replace(/:\d+$/, '')),
    'must not be a whole domain in which anybody can have a name',
  )
  .refine((text) => {
    const host = text.replace(/:\d+$/, '');
    return isIP(host) === 0 || isLoopback(host);
  }, 'must be host names, not IP addresses');

const guessed = new Set(['postgres', 'password', 'passord', 'changeme', 'admin', 'lederpuls', '123456']);

export const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
  .refine(
    (text) => addressOf(text) !== undefined,
    'must be an address, with signs such as # and @ percent-encoded',
  )
  .refine(
    (text) => addressOf(text)?.searchParams.get('sslmode') !== 'no-verify',
    'must not say sslmode=no-verify: give the server a certificate that can be checked',
  )
  .refine((text) => {
    const url = addressOf(text);
    return url === undefined || isLoopback(url.hostname) || !guessed.has(url.password.toLowerCase());
  }, 'must have a password that nobody guesses');

import { randomBytes } from 'node:crypto';
import { destination, pino, type DestinationStream } from 'pino';

/**
 * The only fields that reach the log; anything else is dropped. Never a person's id or name, an answer, a token,
 * a conversation or anything that a person wrote.
 */
const loggedFields = [
  'address',
  'attempt',
  'channels',
  'code',
  'count',
  'engine',
  'folder',
  'host',
  'kind',
  'method',
  'migration',
  'ms',
  'pack',
  'port',
  'reason',
  'retryAfterMs',
  'round',
  'route',
  'state',
  'status',
  'version',
  'where',
  'work',
] as const;

export type LogFields = Readonly<
  Partial<Record<(typeof loggedFields)[number], string | number | boolean | undefined>>
>;

/** Writes what happened, as fields from a fixed list; `event` is a constant text of ours. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** Logs something nobody expected and answers an id that may be shown to the person it happened to. */
  bug(error: unknown, where: string): string;
}

/** An error of ours whose message holds no data of anybody, so that it may stand in the log. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
}

export interface PinoLogOptions {
  readonly level: string;
  /** Where the lines go; standard output unless told otherwise. */
  readonly to?: DestinationStream;
}

/** JSON lines, written before the call returns, so that a crash loses none. */
export function pinoLog({ level, to = destination({ dest: 1, sync: true }) }: PinoLogOptions): Log {
  const lines = pino(
    {
      level,
      base: { pid: process.pid },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
  return {
    info: (event, fields) => {
      lines.info(pick(fields), event);
    },
    warn: (event, fields) => {
      lines.warn(pick(fields), event);
    },
    error: (event, fields) => {
      lines.error(pick(fields), event);
    },
    bug(error, where) {
      const id = randomBytes(4).toString('hex');
      lines.error({ id, where, errors: describe(error) }, 'bug');
      return id;
    },
  };
}

function pick(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    loggedFields
      .map((field) => [field, fields[field]] as const)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([field, value]) => [field, typeof value === 'string' ? value.slice(0, 300) : value]),
  );
}

interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly frames: readonly string[];
}

/** The error and what caused it, outermost first. Foreign messages may quote data, so they stay out. */
function describe(error: unknown): readonly LoggedError[] {
  const chain: LoggedError[] = [];
  let current = error;
  while (current !== undefined && chain.length < 4) {
    if (!isError(current)) return [...chain, { name: typeof current, frames: [] }];
    chain.push({ name: plain(current.name) ?? 'Error', ...detailsOf(current), frames: framesOf(current) });
    current = current instanceof AggregateError ? (current.errors as unknown[])[0] : current.cause;
  }
  return chain;
}

/** Also for errors of another realm, where `instanceof` says no. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

function detailsOf(error: Error): { code?: string; message?: string } {
  const code = plain('code' in error ? error.code : undefined);
  return {
    ...(code === undefined ? {} : { code }),
    ...(error instanceof Fault ? { message: error.message } : {}),
  };
}

/** Names and codes are words of a programmer (`ECONNREFUSED`, `23505`, `graph-down`); anything else is dropped. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value) ? value : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  const start = error.message === '' ? 0 : stack.indexOf(error.message) + error.message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ {4}at .+[:>]\d*\)?$|^ {4}at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}

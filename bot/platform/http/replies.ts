import { type IncomingMessage } from 'node:http';
import { type Request, type Response } from 'restify';
import { Refusal } from '../../refusal.ts';
import { type Log } from '../log.ts';
import { languageOf, type Language } from '../texts.ts';
import { type FileReply } from './http.ts';

export interface ErrorTexts {
  readonly refusalText: (language: Language, refusal: Refusal) => string;
  /** What happened, and the id under which the log has it. */
  readonly bugText: (language: Language, id: string) => string;
  readonly log: Log;
}

/** Replies to whatever was thrown. `language` is the caller's own; without it, what the browser asks for. */
export type Fail = (
  request: IncomingMessage,
  response: Response,
  error: unknown,
  language?: Language,
) => void;

export function failures({ refusalText, bugText, log }: ErrorTexts): Fail {
  return (request, response, error, language = acceptedLanguage(request)) => {
    if (response.headersSent) {
      log.bug(error, whereOf(request));
      response.destroy();
    } else if (error instanceof Refusal) {
      sendRefusal(response, error, refusalText(language, error));
    } else {
      const id = log.bug(error, whereOf(request));
      sendJson(response, 500, { error: { code: 'bug', id, message: bugText(language, id) } });
    }
  };
}

/** A JSON reply that nobody stores on the way. */
export function sendJson(response: Response, status: number, body: unknown): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', 'application/json; charset=utf-8');
  // The rest of a body that is too large is not read.
  if (status === 413) response.setHeader('connection', 'close');
  // Raw: restify's formatters would let the caller's Accept header choose the form.
  response.sendRaw(status, JSON.stringify(body));
}

/** The name goes twice: in plain letters for old clients, and as it is. */
export function sendFile(response: Response, { bytes, type, name }: FileReply): void {
  const plain = name.replace(/[^\w.() -]/g, '_');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', type);
  response.setHeader(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, '_')}`,
  );
  response.sendRaw(200, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export function sendNothing(response: Response): void {
  response.setHeader('cache-control', 'no-store');
  response.sendRaw(204, '');
}

function sendRefusal(response: Response, refusal: Refusal, message: string): void {
  const { faults } = refusal.values;
  if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, refusal.status, {
    error: { code: refusal.code, message, ...(faults === undefined ? {} : { faults }) },
  });
}

export function acceptedLanguage(request: IncomingMessage): Language {
  return languageOf(request.headers['accept-language']?.split(/[,;]/)[0]);
}

/** The route's pattern, never the address, which may carry ids. */
function whereOf(request: IncomingMessage): string {
  const { route } = request as Request & { route?: { path?: unknown } };
  return `${request.method ?? ''} ${typeof route?.path === 'string' ? route.path : 'unknown route'}`;
}

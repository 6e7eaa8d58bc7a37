import { type IncomingMessage } from 'node:http';
import { type Request, type Response } from 'restify';
import { type ZodType } from 'zod';
import { Refusal } from '../../refusal.ts';
import { readJson } from './body.ts';
import { callers, type CallersOptions, type LanguageOf } from './callers.ts';
import { eventStream, type OpenStream } from './event-stream.ts';
import { type Call, type Caller, type EventStream, type FileReply } from './http.ts';
import { sendFile, sendJson, sendNothing, type Fail } from './replies.ts';
import { toleranceSeconds } from './tokens.ts';

/** What every call of the tab passes: sign-in, limits, and errors turned into replies. */
export interface Door {
  answer(
    request: Request,
    response: Response,
    work: (call: Call<undefined>) => Promise<unknown>,
  ): Promise<void>;
  file(
    request: Request,
    response: Response,
    work: (call: Call<undefined>) => Promise<FileReply>,
  ): Promise<void>;
  stream(
    request: Request,
    response: Response,
    open: (call: Call<undefined>, stream: EventStream) => Promise<void>,
  ): Promise<void>;
  useLanguage(of: LanguageOf): void;
  closeStreams(): void;
}

/** Checks a body against its shape; throws `Refusal('bad-input')` that says where, never what stood there. */
export async function readBody<Body>(
  request: IncomingMessage,
  shape: ZodType<Body>,
  maxBytes?: number,
): Promise<Body> {
  const parsed = shape.safeParse(await readJson(request, maxBytes));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`);
  throw new Refusal('bad-input', { faults: faults.join(', ') });
}

export function door(options: CallersOptions, fail: Fail): Door {
  const people = callers(options);
  const streams = new Set<OpenStream>();

  const attempt = async (
    request: Request,
    response: Response,
    work: (call: Call<undefined>) => Promise<void>,
  ) => {
    let caller: Caller | undefined;
    try {
      caller = await people.of(request, response);
      const params = request.params as Record<string, string>;
      await work({ caller, params, query: queryOf(request), body: undefined });
    } catch (error) {
      fail(request, response, error, caller?.language);
    }
  };

  return {
    answer: (request, response, work) =>
      attempt(request, response, async (call) => {
        const reply = await work(call);
        if (reply === undefined) sendNothing(response);
        else sendJson(response, 200, reply);
      }),
    file: (request, response, work) =>
      attempt(request, response, async (call) => {
        sendFile(response, await work(call));
      }),
    stream: (request, response, open) =>
      attempt(request, response, async (call) => {
        // The moment from which the token would be refused.
        const endsAt = new Date(call.caller.tokenExpires.getTime() + toleranceSeconds * 1000);
        const stream = eventStream(response, endsAt);
        streams.add(stream);
        stream.onClose(() => streams.delete(stream));
        try {
          await open(call, stream);
          stream.start();
        } catch (error) {
          stream.close();
          throw error;
        }
      }),
    useLanguage(of) {
      people.useLanguage(of);
    },
    closeStreams() {
      for (const stream of [...streams]) stream.close();
    },
  };
}

function queryOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(request.url ?? '/', 'http://api').searchParams);
}

import { type ServerResponse } from 'node:http';
import { type EventStream } from './http.ts';

const heartbeatMs = 25_000;
/** A reader this far behind is cut off; it comes back and resumes from its last event. */
const maxBehindBytes = 1024 * 1024;

export interface OpenStream extends EventStream {
  /** Sends the headers; the first event does so too. Until then the call can still be refused. */
  start(): void;
}

/** Server-sent events on the response, until the reader leaves, falls behind, or `endsAt` (machine time) has come. */
export function eventStream(response: ServerResponse, endsAt: Date): OpenStream {
  const listeners: (() => void)[] = [];
  let closed = false;
  const write = (text: string) => {
    if (closed || response.destroyed) return;
    start();
    response.write(text);
    if (response.writableLength > maxBehindBytes) response.destroy();
  };
  const start = () => {
    if (response.headersSent) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    if (closed) response.end();
  };
  const heartbeat = setInterval(() => {
    write(': still here\n\n');
  }, heartbeatMs);
  const end = setTimeout(
    () => {
      close();
    },
    Math.min(Math.max(endsAt.getTime() - Date.now(), 0), 2 ** 31 - 1),
  );
  const close = () => {
    if (closed) return;
    closed = true;
    clearInterval(heartbeat);
    clearTimeout(end);
    if (response.headersSent) response.end();
    for (const listener of listeners.splice(0)) listener();
  };
  response.once('close', close);
  return {
    start,
    close,
    send({ id, event, data }) {
      const number = id === undefined ? '' : `id: ${id}\n`;
      write(`${number}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    onClose(listener) {
      if (closed) listener();
      else listeners.push(listener);
    },
  };
}

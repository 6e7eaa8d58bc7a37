import { Agent, get, request } from 'node:http';

/** One person's connection: a stream that is listened to, and posts beside it. */
export interface Seat {
  post<Reply>(url: string, body: unknown): Promise<Reply>;
  get<Reply>(url: string): Promise<Reply>;
  close(): void;
}

type Hear = (seat: Seat, event: string, data: unknown) => void;

/** Resolves when the stream has said its first word; without an address nobody listens. */
export async function seatAt(stream: string, token: string, hear: Hear): Promise<Seat> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const ask = <Reply>(method: string, url: string, body?: unknown): Promise<Reply> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(url, { method, agent, headers }, (response) => {
        let reply = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (reply += part));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(reply) as Reply);
          else reject(new Error(`${method} ${url}: ${response.statusCode ?? ''} ${reply}`));
        });
      });
      asked.on('error', reject);
      asked.end(text);
    });
  };
  let end = () => undefined as unknown;
  const seat: Seat = {
    post: (url, body) => ask('POST', url, body),
    get: (url) => ask('GET', url),
    close() {
      end();
      agent.destroy();
    },
  };
  if (stream === '') return seat;
  await new Promise<void>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const asked = get(stream, { headers }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`${stream}: ${response.statusCode ?? ''}`));
        return;
      }
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        resolve();
        const events = (rest + part).split('\n\n');
        rest = events.pop() ?? '';
        for (const one of events) tell(one);
      });
    });
    const tell = (text: string) => {
      const event = /^event: (.*)$/m.exec(text)?.[1];
      const data = /^data: (.*)$/m.exec(text)?.[1];
      if (event !== undefined && data !== undefined) hear(seat, event, JSON.parse(data));
    };
    asked.on('error', reject);
    end = () => asked.destroy();
  });
  return seat;
}

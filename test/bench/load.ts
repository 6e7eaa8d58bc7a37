import { Agent, request } from 'node:http';

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

export interface Client {
  /** The next request's body, given the reply to the one before. */
  next(reply: unknown): unknown;
}

function post(
  agent: Agent,
  url: URL,
  given: { authorization: string; body: unknown },
): Promise<[number, string]> {
  const text = JSON.stringify(given.body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    authorization: given.authorization,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let reply = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (reply += chunk));
      response.on('end', () => {
        resolve([response.statusCode ?? 0, reply]);
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Every client asks again as soon as it has its answer, so many requests each. Milliseconds by the machine's clock. */
export async function load(
  url: string,
  authorization: string,
  { clients, requests }: { readonly clients: readonly Client[]; readonly requests: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length });
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      let reply: unknown;
      for (let at = 0; at < requests; at++) {
        const start = performance.now();
        const [status, text] = await post(agent, new URL(url), { authorization, body: client.next(reply) });
        times.push(performance.now() - start);
        reply = JSON.parse(text);
        if (status !== 200 || (reply as { statusCode?: number }).statusCode !== 200) failed++;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), failed };
}

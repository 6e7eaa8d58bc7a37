import { batchCalls, type BatchPart } from '../../../bot/platform/graph/batch.ts';
import { GraphFault } from '../../../bot/platform/graph/graph.ts';

interface Asked {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}
type Reply = { status: number; headers?: Record<string, string>; body?: unknown } | undefined;

/** An envelope whose parts are answered one by one. */
function graphOf(answer: (asked: Asked, envelope: number) => Reply | 'lost') {
  const envelopes: Asked[][] = [];
  const batch = batchCalls({
    deadlineMs: 3000,
    post(_path, body, shape) {
      const { requests } = body as { requests: Asked[] };
      envelopes.push(requests);
      const replies = requests.map((asked) => ({ id: asked.id, reply: answer(asked, envelopes.length) }));
      if (replies.some(({ reply }) => reply === 'lost'))
        return Promise.reject(new GraphFault('graph-unreachable'));
      // Graph answers in any order.
      const responses = replies
        .toReversed()
        .flatMap(({ id, reply }) => (typeof reply === 'object' ? [{ id, ...reply }] : []));
      return Promise.resolve(shape.parse({ responses }));
    },
  });
  return { batch, envelopes };
}

const get = (path: string): BatchPart => ({ method: 'GET', path });
const post = (path: string): BatchPart => ({ method: 'POST', path, body: {} });

describe('several calls in one', () => {
  it('go twenty at a time, and answer in the order they were given', async () => {
    const { batch, envelopes } = graphOf(({ url }) => ({ status: 200, body: url }));
    const answers = await batch(Array.from({ length: 45 }, (_, at) => get(`/${at}`)));
    expect(envelopes.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(answers).toEqual(Array.from({ length: 45 }, (_, at) => ({ body: `/${at}` })));
  });

  it('fail each by itself', async () => {
    const gone = { error: { code: 'MaximumTasksInProject', message: 'Kari Nordmann' } };
    const { batch } = graphOf(({ url }) =>
      url === '/2' ? { status: 403, body: gone } : url === '/3' ? undefined : { status: 201, body: 1 },
    );
    const answers = await batch([post('/1'), post('/2'), post('/3'), post('/4')]);
    expect(answers.map(({ fault }) => fault?.code)).toEqual([
      undefined,
      'planner-full',
      'graph-down',
      undefined,
    ]);
    expect(answers[1]?.fault?.message).toBe('Graph: 403 MaximumTasksInProject');
  });

  it('that read are asked again when their own wait is over, those that write never', async () => {
    const busy = { status: 429, headers: { 'Retry-After': '1' } };
    const { batch, envelopes } = graphOf((asked, envelope) =>
      envelope === 1 && asked.url !== '/a' ? busy : { status: 200, body: asked.url },
    );
    const before = Date.now();
    const answers = await batch([get('/a'), get('/b'), post('/c')]);
    expect(Date.now() - before).toBeGreaterThanOrEqual(990);
    expect(envelopes[1]?.map(({ url }) => url)).toEqual(['/b']);
    expect(answers.map((one) => ('body' in one ? one.body : one.fault.code))).toEqual([
      '/a',
      '/b',
      'graph-busy',
    ]);
    expect(answers[2]?.fault?.retryAfterMs).toBe(1000);
  });

  it('go no further once Graph is busy', async () => {
    const busy = { status: 429, headers: { 'Retry-After': '90' } };
    const { batch, envelopes } = graphOf(({ url }) => (url === '/3' ? busy : { status: 201 }));
    const answers = await batch(Array.from({ length: 25 }, (_, at) => post(`/${at}`)));
    expect(envelopes).toHaveLength(1);
    expect(answers.slice(20).map(({ fault }) => fault?.retryAfterMs)).toEqual(
      [1, 2, 3, 4, 5].map(() => 90_000),
    );
  });

  it('share what befalls the envelope', async () => {
    const { batch, envelopes } = graphOf(() => 'lost');
    const answers = await batch([post('/1'), get('/2')]);
    expect(answers.map(({ fault }) => fault?.code)).toEqual(['graph-unreachable', 'graph-unreachable']);
    expect(envelopes).toHaveLength(1);
  });
});

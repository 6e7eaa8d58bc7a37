import { request as rawRequest, type IncomingMessage } from 'node:http';
import { testDoor, type TestDoor } from '../../support/door.ts';

let door: TestDoor;

beforeEach(async () => {
  door = await testDoor();
});

afterEach(() => door.stop());

describe('a live stream', () => {
  const open = async (path = '/api/live', token?: string) =>
    fetch(door.address + path, {
      headers: { authorization: `Bearer ${token ?? (await door.signIn.token())}` },
    });

  it('carries events as the browser expects them', async () => {
    const response = await open();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('id: 7\nevent: change\ndata: {"text":"æ\\nø"}\n\n');
    await reader?.cancel();
  });

  it('can be refused before it begins', async () => {
    const response = await open('/api/live?refuse=1');
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
      403,
      'not-in-meeting',
    ]);
  });

  it('tells when the reader has gone', async () => {
    const response = await open();
    const closed = new Promise<void>((resolve) => door.streams[0]?.onClose(resolve));
    await response.body?.cancel();
    await expect(closed).resolves.toBeUndefined();
  });

  it('ends when the token no longer counts', async () => {
    const token = await door.signIn.token({ exp: Math.floor(Date.now() / 1000) - 299 });
    const started = Date.now();
    await (await open('/api/live', token)).text();
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('cuts off a reader that does not keep up', async () => {
    const slow = await new Promise<IncomingMessage>((resolve, reject) => {
      void door.signIn.token().then((token) => {
        rawRequest(`${door.address}/api/live`, { headers: { authorization: `Bearer ${token}` } }, resolve)
          .once('error', reject)
          .end();
      });
    });
    slow.on('error', () => undefined).pause();
    const closed = new Promise<void>((resolve) => door.streams[0]?.onClose(resolve));
    for (let times = 0; times < 200; times += 1)
      door.streams[0]?.send({ event: 'x', data: 'a'.repeat(200_000) });
    await expect(closed).resolves.toBeUndefined();
    slow.destroy();
  });

  it('ends when the service stops', async () => {
    const response = await open();
    const text = response.text();
    await door.server.close(2000);
    expect(await text).toContain('event: change');
  });
});

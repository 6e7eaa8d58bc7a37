import { testDoor, type TestDoor } from '../../support/door.ts';

let door: TestDoor;

beforeEach(async () => {
  door = await testDoor();
});

afterEach(() => door.stop());

describe('the JSON door', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    door.call('/api/things/4', { method: 'POST', body, headers });

  it('hands the handler a checked body and the parts of the path', async () => {
    expect((await post('{"rank": 2}')).body).toEqual({ id: '4', rank: 2 });
  });

  it('answers 204 when there is nothing to say', async () => {
    expect((await door.call('/api/things/4', { method: 'PUT', body: '{}' })).status).toBe(204);
  });

  it('hands out a file by its name, to be saved and kept by nobody on the way', async () => {
    const get = async (roles: readonly string[]) =>
      fetch(`${door.address}/api/file`, {
        headers: { authorization: `Bearer ${await door.signIn.token({ roles })}` },
      });
    const reply = await get(['Puls.Admin']);
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
    expect(reply.headers.get('content-type')).toBe('application/pdf');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="_r _1_.pdf"; filename*=UTF-8''%C3%85r%20%221%22.pdf`,
    );
    expect((await get([])).status).toBe(403);
  });

  it('says which field is wrong, not what stood in it', async () => {
    const { status, text } = await post('{"rank": "Kari"}');
    expect(status).toBe(400);
    expect(text).toContain('rank: invalid_type');
    expect(text).not.toContain('Kari');
  });

  it.each([
    ['half a document', '{"rank":'],
    ['no document', ''],
  ])('answers 400 to %s', async (_what, body) => {
    const answer = await post(body);
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'bad-input']);
  });

  it('answers 413 to more than 256 KB, announced or not', async () => {
    const large = `{"rank": 1, "x": "${'a'.repeat(300 * 1024)}"}`;
    expect((await post(large)).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 30; part += 1) controller.enqueue(new Uint8Array(100_000));
        controller.close();
      },
    });
    const answer = await door.call('/api/things/4', {
      method: 'POST',
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, answer.body.error?.code]).toEqual([413, 'too-large']);
  });

  it('refuses compressed bodies', async () => {
    expect((await post('{"rank": 1}', { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/nothing'],
    ['POST', '/api/me'],
    ['OPTIONS', '/api/me'],
    ['GET', '/tab/../package.json'],
  ])('answers 404 as JSON to %s %s', async (method, path) => {
    const answer = await door.call(path, { method });
    expect([answer.status, answer.body.error?.code]).toEqual([404, 'unknown-route']);
  });

  it('never shows a stack or a message of a bug, only its id', async () => {
    const { status, body, text } = await door.call('/api/broken');
    expect(status).toBe(500);
    expect(body.error).toMatchObject({ code: 'bug', id: 'b0b0b0b0' });
    expect(text).not.toMatch(/secret|Kari|at /);
    expect(door.bugs).toEqual(['GET /api/broken']);
  });

  it('answers 429 to a person who asks without end, and lets others through', async () => {
    await door.stop();
    door = await testDoor(5);
    const statuses: number[] = [];
    for (let times = 0; times < 7; times += 1) statuses.push((await door.call('/api/me')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const other = await door.signIn.token({ oid: '22222222-2222-4222-8222-222222222222' });
    expect((await door.call('/api/me', { token: other })).status).toBe(200);
  });

  it('speaks the language that the person has chosen', async () => {
    door.server.http.useLanguage(() => Promise.resolve('en'));
    expect((await door.call('/api/hr')).body.error?.message).toMatch(/you/i);
  });

  it('sends no cookies, allows no other origin, and tells browsers to be strict', async () => {
    const { headers } = await door.call('/api/me', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});

describe('the door for activities', () => {
  const send = (body: string) => door.call('/api/messages', { method: 'POST', body, token: undefined });

  it('gives the handler the parsed body', async () => {
    expect(await send('{"type":"message"}')).toMatchObject({ status: 200, body: { type: 'message' } });
  });

  it.each([
    ['half a document', '{"type":', 400, '{"error":{"code":"bad-input"}}'],
    ['a number', '4', 400, '{"error":{"code":"bad-input"}}'],
    ['too much', `"${'a'.repeat(300_000)}"`, 413, '{"error":{"code":"too-large"}}'],
    ['what breaks the handler', '{"fail":true}', 500, '{"error":{"code":"bug"}}'],
  ])('answers %s with a constant body', async (_what, body, status, text) => {
    expect(await send(body)).toMatchObject({ status, text });
  });
});

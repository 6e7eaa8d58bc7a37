import { request as rawRequest } from 'node:http';
import { testDoor, type TestDoor } from '../../support/door.ts';

let door: TestDoor;

beforeEach(async () => {
  door = await testDoor();
});

afterEach(() => door.stop());

describe('the tab’s pages', () => {
  it.each(['/tab', '/tab/minutes', '/tab/results', '/tab/setup', '/tab/followups', '/tab/prompts'])(
    'serves %s with the hosts that may frame it',
    async (path) => {
      const response = await fetch(door.address + path);
      const html = await response.text();
      const nonce = /name="style-nonce" content="([^"]+)"/.exec(html)?.[1] ?? 'none';
      expect(html).toContain('name="host-origins" content="http://127.0.0.1:5555 https://&#34;x"');
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect(response.headers.get('content-security-policy')).toMatch(/frame-ancestors .*127\.0\.0\.1:5555/);
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('packs scripts, lets them be kept for ever, and knows when the reader has them', async () => {
    const path = `${door.address}/tab/assets/main-abcd1234.js`;
    const response = await fetch(path, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe('let a = 1;\n'.repeat(500));
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each([
    '/tab/%2e%2e/package.json',
    '/tab/..%2fpackage.json',
    '/tab/assets',
    '/tab/%ZZ',
    '/tab//etc/passwd',
  ])('answers %s with a plain no', async (path) => {
    const status = await new Promise((resolve) => {
      rawRequest(`${door.address}${path}`, { path }, (response) => {
        resolve(response.resume().statusCode);
      }).end();
    });
    expect([400, 404]).toContain(status);
  });
});

describe('the service’s health', () => {
  it('is ready when every part is', async () => {
    expect(await door.call('/readyz', { token: undefined })).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    });
    expect((await door.call('/healthz', { token: undefined })).status).toBe(200);
  });
});

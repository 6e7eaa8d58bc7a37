import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { callers } from '../../../bot/platform/http/callers.ts';
import { Refusal } from '../../../bot/refusal.ts';

/** As many failed sign-ins as one address may have in a minute. */
const allowed = 300;

/** Signs in badly, `times` over, as a proxy would hand it on; answers the last refusal's code. */
async function fail(
  times: number,
  trustProxy: boolean,
  forwarded: (time: number) => string,
): Promise<string> {
  const people = callers({
    checkToken: () => Promise.reject(new Refusal('not-signed-in')),
    callsPerMinute: 10_000,
    trustProxy,
  });
  let code = '';
  for (let time = 0; time < times; time += 1) {
    const request = new IncomingMessage(new Socket());
    Object.assign(request.headers, { authorization: 'Bearer x', 'x-forwarded-for': forwarded(time) });
    await people.of(request, new ServerResponse(request)).catch((error: unknown) => {
      code = error instanceof Refusal ? error.code : 'bug';
    });
  }
  return code;
}

describe('failed sign-ins', () => {
  it('are counted by address, and then have to wait', async () => {
    expect(await fail(allowed, true, () => '203.0.113.7')).toBe('not-signed-in');
    expect(await fail(allowed + 10, true, () => '203.0.113.7')).toBe('too-many-requests');
  });

  it('are not counted anew for who makes up addresses before the one that the proxy has added', async () => {
    const madeUp = (time: number) => `198.51.100.${String(time % 250)}, 203.0.113.7`;
    expect(await fail(allowed + 10, true, madeUp)).toBe('too-many-requests');
  });

  it('are not counted by a header at all where there is no proxy', async () => {
    const madeUp = (time: number) => `198.51.100.${String(time)}`;
    expect(await fail(allowed + 10, true, madeUp)).toBe('not-signed-in');
    expect(await fail(allowed + 10, false, madeUp)).toBe('too-many-requests');
  });
});

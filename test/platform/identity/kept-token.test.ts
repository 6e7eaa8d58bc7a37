import { keptToken } from '../../../bot/platform/identity/kept-token.ts';

const minuteMs = 60_000;

function authority() {
  let now = 0;
  let asked = 0;
  let silent = false;
  const token = keptToken(
    () => {
      asked++;
      if (silent) return Promise.reject(new Error('silent'));
      return Promise.resolve({ token: `t${String(asked)}`, expiresAt: now + 60 * minuteMs });
    },
    () => now,
  );
  return {
    token,
    asked: () => asked,
    pass: (minutes: number) => (now += minutes * minuteMs),
    fallSilent: () => (silent = true),
  };
}

describe('a token of the service', () => {
  it('is asked for once by all who need it at the same time', async () => {
    const { token, asked } = authority();
    expect(await Promise.all([token(), token(), token()])).toEqual(['t1', 't1', 't1']);
    expect(asked()).toBe(1);
  });

  it('is renewed before it ends, and nobody waits for that', async () => {
    const { token, asked, pass } = authority();
    await token();
    pass(56);
    expect(await Promise.all([token(), token()])).toEqual(['t1', 't1']);
    expect(asked()).toBe(2);
    expect(await token()).toBe('t2');
  });

  it('serves until it ends while nobody gives a new one, and no longer', async () => {
    const { token, pass, fallSilent } = authority();
    await token();
    fallSilent();
    pass(58);
    expect(await token()).toBe('t1');
    pass(2);
    await expect(token()).rejects.toThrow('silent');
  });
});

import { sendLimits } from '../../infra/practice/connector/limits.ts';

describe('the send limits', () => {
  let now = 0;
  const limits = () => {
    now = 1_000_000;
    return sendLimits(() => now);
  };

  it('let seven messages into a conversation within a second, and say how long to wait', () => {
    const { admit } = limits();
    const tries = Array.from({ length: 8 }, () => admit('send', 'channel'));
    expect(tries).toEqual([...Array<undefined>(7).fill(undefined), 1]);
  });

  it('let only an eighth in within two seconds', () => {
    const { admit } = limits();
    for (let index = 0; index < 7; index += 1) admit('send', 'channel');
    now += 1000;
    expect([admit('send', 'channel'), admit('send', 'channel')]).toEqual([undefined, 1]);
  });

  it.each([
    [60, 30_000],
    [1800, 3_600_000],
  ])('let %i messages in within %i ms when they come slowly', (most, withinMs) => {
    const { admit } = limits();
    const stepMs = Math.floor(withinMs / (most + 10));
    let let_in = 0;
    while (admit('send', 'channel') === undefined) {
      let_in += 1;
      now += stepMs;
    }
    expect(let_in).toBe(most);
  });

  it('count each conversation by itself', () => {
    const { admit } = limits();
    for (let index = 0; index < 8; index += 1) admit('send', 'one');
    expect(admit('send', 'another')).toBeUndefined();
  });

  it('let fifty requests of the app through in a second', () => {
    const { admitApp } = limits();
    const tries = Array.from({ length: 51 }, () => admitApp());
    expect(tries.filter((wait) => wait !== undefined)).toEqual([1]);
  });
});

import { sendLimits } from '../../infra/practice/connector/limits.ts';

describe('the send limits', () => {
  let now = 0;
  const limits = () => {
    now = 1_000_000;
    return sendLimits(() => now);
  };

  it('let seven messages into a conversation within a second, and say how long to wait', () => {
    const limited = limits();
    const tries = Array.from({ length: 8 }, () => limited.admit('send', 'channel'));
    expect(tries).toEqual([...Array<undefined>(7).fill(undefined), 1]);
  });

  it('let only an eighth in within two seconds', () => {
    const limited = limits();
    for (let index = 0; index < 7; index += 1) limited.admit('send', 'channel');
    now += 1000;
    expect([limited.admit('send', 'channel'), limited.admit('send', 'channel')]).toEqual([undefined, 1]);
  });

  it.each([
    [60, 30_000],
    [1800, 3_600_000],
  ])('let %i messages in within %i ms when they come slowly', (most, withinMs) => {
    const limited = limits();
    const stepMs = Math.floor(withinMs / (most + 10));
    let passed = 0;
    while (limited.admit('send', 'channel') === undefined) {
      passed += 1;
      now += stepMs;
    }
    expect(passed).toBe(most);
  });

  it('count each conversation by itself', () => {
    const limited = limits();
    for (let index = 0; index < 8; index += 1) limited.admit('send', 'one');
    expect(limited.admit('send', 'another')).toBeUndefined();
  });

  it('let fifty requests of the app through in a second', () => {
    const limited = limits();
    const tries = Array.from({ length: 51 }, () => limited.admitApp());
    expect(tries.filter((wait) => wait !== undefined)).toEqual([1]);
  });
});

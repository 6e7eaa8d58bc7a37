import { partsOf, readLock, unfit } from '../../infra/parts.ts';

describe('what the product is made of', () => {
  it('fits its own licence, down to the last package', () => {
    const parts = partsOf(readLock());
    expect(parts.length).toBeGreaterThan(200);
    expect(unfit(parts)).toEqual([]);
  });

  it('counts what is bundled into the pages, and not what only builds and tests', () => {
    const names = new Set(partsOf(readLock()).map(({ name }) => name));
    for (const shipped of ['restify', 'react', '@fluentui/react-button', 'recharts', 'd3-format'])
      expect(names).toContain(shipped);
    for (const tool of ['eslint', 'jest', 'axe-core', 'date-holidays']) expect(names).not.toContain(tool);
  });

  it('would show a package under another licence, and one without', () => {
    const of = (license?: string) => ({ version: '1.0.0', ...(license ? { license } : {}) });
    const packages = {
      '': {},
      'node_modules/a': of('GPL-3.0'),
      'node_modules/b': of(),
      'node_modules/c': of('MIT'),
    };
    const lock = { packages } as unknown as Parameters<typeof partsOf>[0];
    expect(unfit(partsOf(lock)).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

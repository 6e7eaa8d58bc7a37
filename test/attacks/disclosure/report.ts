/** How often an attack came through, of how many chances. */
export interface Count {
  readonly hits: number;
  readonly of: number;
}

export const count = (hits: number, of: number): Count => ({ hits, of });

export const together = (counts: readonly Count[]): Count =>
  counts.reduce((all, { hits, of }) => count(all.hits + hits, all.of + of), count(0, 0));

/** One line of the table. `met` says whether the product's figure is the goal; `fails` whether the attack can succeed. */
export interface Line {
  readonly id: string;
  readonly tries: string;
  readonly weakened: string;
  readonly product: string;
  readonly goal: string;
  readonly met: boolean;
  /** It succeeded on the weakened build, which proves that it could have succeeded here. */
  readonly proven: boolean;
}

/** `0 of 24,310` and so on, with a share where there is one to speak of. */
export function words({ hits, of }: Count): string {
  const share = of > 0 && hits > 0 ? ` (${((100 * hits) / of).toFixed(1)} %)` : '';
  return `${hits} of ${of}${share}`;
}

/** A line whose figure is a count and whose goal is none at all. */
export function none(id: string, tries: string, weakened: Count, product: Count): Line {
  return {
    ...{ id, tries, weakened: words(weakened), product: words(product), goal: '0' },
    met: product.hits === 0,
    proven: weakened.hits > 0,
  };
}

const heads = {
  id: '',
  tries: 'what it tries',
  weakened: 'weakened build',
  product: 'this product',
  goal: 'goal',
};

export function table(lines: readonly Line[]): string {
  const columns = ['id', 'tries', 'weakened', 'product', 'goal'] as const;
  const widths = columns.map((column) => Math.max(...[heads, ...lines].map((line) => line[column].length)));
  const row = (line: Pick<Line, (typeof columns)[number]>, mark: string): string =>
    `${columns.map((column, at) => line[column].padEnd(widths[at] ?? 0)).join('  ')}  ${mark}`.trimEnd();
  const mark = ({ met, proven }: Line) => (!proven ? 'NOT PROVEN' : met ? 'met' : 'NOT MET');
  return [row(heads, ''), ...lines.map((line) => row(line, mark(line)))].join('\n');
}

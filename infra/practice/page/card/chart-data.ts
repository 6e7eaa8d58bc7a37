export interface Bar {
  readonly label: string;
  readonly value: number;
}

export interface Line {
  readonly label: string;
  readonly points: readonly Bar[];
}

/** `[{x, y}]` of Teams' bar charts; what is not a figure is left out. */
export function barsOf(data: unknown): readonly Bar[] {
  return records(data).flatMap((entry) => {
    const value = Number(entry['y']);
    return entry['y'] === undefined || !Number.isFinite(value) ? [] : [{ label: text(entry['x']), value }];
  });
}

/** `[{legend, values: [{x, y}]}]` of Teams' line chart. */
export function linesOf(data: unknown): readonly Line[] {
  return records(data).map((entry) => ({ label: text(entry['legend']), points: barsOf(entry['values']) }));
}

/** The figure as Norwegians write it. */
export const figure = (value: number): string =>
  new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 1 }).format(value);

function records(data: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(data)) return [];
  return data.filter(
    (entry: unknown): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null,
  );
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** One number of a gauge, with what it is the number of. */
export interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Figures on how the service runs. They never speak of people: no names or ids, and nothing that counts presses,
 * answers or calls, which would tell how many have answered while a round is open.
 */
export interface Metrics {
  /** Read anew each time somebody asks. */
  gauge(name: string, help: string, labels: readonly string[], read: () => Promise<readonly Reading[]>): void;
  /** Grows by one with each call of what is returned. */
  counter(name: string, help: string, label: string): (labelled: string) => void;
}

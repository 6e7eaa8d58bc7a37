/** Counts changes of the state and tells who listens, at most every 50 ms. */
export interface Changes {
  version(): number;
  changed(): void;
  /** Called with the newest version after changes; answers a function that stops it. */
  listen(listener: (version: number) => void): () => void;
}

export function changeCounter(): Changes {
  // Versions go on rising over a restart of practice, so that a page that waits for "after n" is not left waiting.
  let version = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<(version: number) => void>();
  return {
    version: () => version,
    changed() {
      version += 1;
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const listener of listeners) listener(version);
      }, 50).unref();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

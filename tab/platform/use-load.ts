import { useCallback, useEffect, useState } from 'react';
import { ApiError } from './client.ts';

export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: ApiError | undefined;
  readonly again: () => void;
  /** Puts in a newer value, such as the reply to a change. */
  readonly put: (value: Value) => void;
}

/** Reads something once, and again when asked; keeps the last value meanwhile. Give it a stable function. */
export function useLoad<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, put] = useState<Value>();
  const [error, setError] = useState<ApiError>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    load().then(
      (loaded) => {
        if (!current) return;
        put(loaded);
        setError(undefined);
      },
      (fault: unknown) => {
        if (current) setError(fault instanceof ApiError ? fault : new ApiError(0, 'fault', ''));
      },
    );
    return () => {
      current = false;
    };
  }, [load, turn]);
  const again = useCallback(() => {
    setTurn((last) => last + 1);
  }, []);
  return { value, error, again, put };
}

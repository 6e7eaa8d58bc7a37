import { useState } from 'react';
import { ApiError } from './client.ts';

/** Runs something slow once at a time and keeps the service's no for the person. */
export function useAct(): {
  readonly busy: boolean;
  readonly fault: ApiError | undefined;
  readonly run: (work: () => Promise<void>) => void;
} {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiError>();
  const run = (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    work()
      .catch((error: unknown) => {
        setFault(error instanceof ApiError ? error : new ApiError(0, 'fault', ''));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  return { busy, fault, run };
}

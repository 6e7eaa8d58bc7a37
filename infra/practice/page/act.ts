import { useState } from 'react';

/** One thing at a time that may take a while and may fail in words a person can read. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, act, setFault };
}

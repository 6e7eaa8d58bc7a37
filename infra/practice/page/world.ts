import { useCallback, useEffect, useRef, useState } from 'react';
import { type State } from '../api.ts';
import { listen, readState } from './client.ts';

export interface World {
  readonly state: State | undefined;
  /** False while practice itself does not answer. */
  readonly reached: boolean;
  /** Reads the state anew; done when it is shown. */
  readonly reload: () => Promise<void>;
}

/** The state as one person sees it, read again whenever it changes. */
export function useWorld(as: string | undefined): World {
  const [state, setState] = useState<State>();
  const [reached, setReached] = useState(true);
  const newest = useRef(0);

  const reload = useCallback(async () => {
    const asked = ++newest.current;
    try {
      const read = await readState(as);
      if (asked !== newest.current) return;
      setState(read);
      setReached(true);
    } catch {
      if (asked === newest.current) setReached(false);
    }
  }, [as]);

  useEffect(() => {
    // Many changes at once (twenty answers) are one reading.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void reload(), 60);
    };
    void reload();
    const stop = listen(changed, setReached);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);

  return { state, reached, reload };
}

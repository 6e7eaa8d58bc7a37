import { useCallback, useEffect, useRef, useState } from 'react';
import { type SendingReply } from '../../bot/prompts/api/sending.ts';
import { isUnderWay } from '../../bot/prompts/model/sending.ts';
import { ApiError } from '../platform/client.ts';
import { useTab } from '../platform/tab.ts';

const followMs = 2000;
const restMs = 60_000;

interface Followed {
  readonly value: SendingReply | undefined;
  readonly error: ApiError | undefined;
  readonly again: () => void;
  /** The reply to a decision. */
  readonly put: (value: SendingReply) => void;
}

/** Follows closely while something is being sent, seldom otherwise, and not at all while nobody looks. */
export function useSending(): Followed {
  const { api } = useTab();
  const [value, setValue] = useState<SendingReply>();
  const [error, setError] = useState<ApiError>();
  // A reply that was asked for before a decision must not hide what came of it.
  const newest = useRef(0);
  const put = useCallback((reply: SendingReply) => {
    newest.current += 1;
    setValue(reply);
    setError(undefined);
  }, []);
  const again = useCallback(() => {
    const mine = (newest.current += 1);
    api.get<SendingReply>('/api/setup/sending').then(
      (reply) => {
        if (mine === newest.current) put(reply);
      },
      (fault: unknown) => {
        if (mine === newest.current)
          setError(fault instanceof ApiError ? fault : new ApiError(0, 'fault', ''));
      },
    );
  }, [api, put]);

  useEffect(again, [again]);
  const isBusy = value?.sendings.some(isUnderWay) === true;
  useEffect(() => {
    const look = () => {
      if (!document.hidden) again();
    };
    const timer = setInterval(look, isBusy && error === undefined ? followMs : restMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [again, isBusy, error]);
  return { value, error, again, put };
}

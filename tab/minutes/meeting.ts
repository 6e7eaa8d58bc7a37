import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type ItemView, type MeetingView } from '../../bot/minutes/api.ts';
import { isOpen } from '../../bot/minutes/model/meeting.ts';
import { useTab } from '../platform/tab.ts';
import { meetingCommands, type Commands } from './commands.ts';
import { type MeetingSession, type SessionState } from './session.ts';

/** The open meeting as its parts see it. */
export interface Meeting {
  readonly session: MeetingSession;
  readonly state: SessionState;
  readonly view: MeetingView;
  /** The person may write, and the meeting still takes it. */
  readonly writable: boolean;
  readonly current: ItemView | undefined;
  readonly commands: Commands;
  /** Shows another meeting of the series, once what was typed here is kept. */
  readonly visit: (meeting: string) => void;
}

export const MeetingContext = createContext<Meeting | undefined>(undefined);

export function useMeeting(): Meeting {
  const meeting = useContext(MeetingContext);
  if (!meeting) throw new Error('a part of a meeting outside a meeting');
  return meeting;
}

export function useMeetingOf(session: MeetingSession, show: (meeting: string) => void): Meeting {
  const tab = useTab();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [chosen, choose] = useState<string | null | undefined>();
  const { view } = state;
  const current = chosen === null ? undefined : (view.items.find(({ id }) => id === chosen) ?? view.items[0]);
  const latest = useRef({ view, current });
  useEffect(() => {
    latest.current = { view, current };
  });
  const commands = useMemo(
    () => meetingCommands({ session, tab, choose, now: () => latest.current }),
    [session, tab],
  );
  const visit = useCallback(
    (meeting: string) => {
      session.settle().then(
        () => {
          show(meeting);
        },
        () => {
          tab.say(tab.t('minutes.save.waiting'));
        },
      );
    },
    [session, show, tab],
  );
  return useMemo(
    () => ({ session, state, view, writable: view.may.write && isOpen(view), current, commands, visit }),
    [session, state, view, current, commands, visit],
  );
}

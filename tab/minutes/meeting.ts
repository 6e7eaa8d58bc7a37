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
import { seatOf } from '../../bot/minutes/model/attendance.ts';
import { isOpen } from '../../bot/minutes/model/meeting.ts';
import { roleOf } from '../../bot/minutes/model/roles.ts';
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

/** The chair's open item is the room's; without a chair on the page, that of whoever writes. */
function isSteering(view: MeetingView, present: SessionState['present'], me: string): boolean {
  if (view.may.lead) return true;
  if (!view.may.write) return false;
  const leads = (id: string) => {
    const seat = seatOf(view, id)?.id ?? id;
    return view.chair.id === seat || roleOf(view.roles, seat) === 'chair';
  };
  return !present.some(({ id }) => id !== me && leads(id));
}

export function useMeetingOf(session: MeetingSession, show: (meeting: string) => void): Meeting {
  const tab = useTab();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [chosen, choose] = useState<string | null | undefined>();
  const { view } = state;
  const current = chosen === null ? undefined : (view.items.find(({ id }) => id === chosen) ?? view.items[0]);
  const steers = isSteering(view, state.present, tab.me.id);
  const latest = useRef({ view, current, steers });
  useEffect(() => {
    latest.current = { view, current, steers };
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

import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type GuestView } from '../../bot/minutes/api/guests.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { ApiError } from '../platform/client.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { type Tab, useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { MeetingContext, useMeetingOf } from './meeting.ts';
import { Panel } from './panel.tsx';
import { MeetingSession } from './session.ts';

// Not for those who write, until they have finished; then it is there already.
const loadReading = async () => ({ default: (await import('./reading.tsx')).Reading });
const Reading = lazy(loadReading);
const Wide = lazy(async () => ({ default: (await import('./wide.tsx')).Wide }));
const Stage = lazy(async () => ({ default: (await import('./stage.tsx')).Stage }));

const GuestPage = lazy(async () => ({ default: (await import('./guest.tsx')).GuestPage }));

const wide = '(min-width: 900px)';

/** The meeting around us, or the one that the address names. */
export function MinutesPage() {
  const tab = useTab();
  const [named, show] = useState(() => new URLSearchParams(location.search).get('meeting') ?? meetingOf(tab));
  const { value, error, again } = useLoad(useCallback(() => openMeeting(tab, named), [tab, named]));
  if (error) return <PageFault title={tab.t('minutes.title')} error={error} again={again} />;
  if (value === undefined) return <Loading />;
  if (value === null) {
    return <PageFrame title={tab.t('minutes.nowhere.title')}>{tab.t('minutes.nowhere.text')}</PageFrame>;
  }
  if (!('id' in value)) {
    return (
      <Suspense fallback={<Loading />}>
        <GuestPage view={value} again={again} />
      </Suspense>
    );
  }
  return <OpenMeeting key={value.id} first={value} show={show} />;
}

/** A link from a card names the meeting; nothing else that a link may hold is an id. */
function meetingOf({ host }: Tab): string | null {
  const { subPage } = host;
  return subPage !== undefined && /^[0-9a-f-]{36}$/.test(subPage) ? subPage : null;
}

/** Who is let into no meeting may be a guest who is invited to items of the one around us. */
async function openMeeting(tab: Tab, named: string | null): Promise<MeetingView | GuestView | null> {
  const { api, host } = tab;
  try {
    return await openAsMember(tab, named);
  } catch (error) {
    const refused = error instanceof ApiError && error.code === 'not-in-meeting';
    if (!refused || !host.meeting || !host.chat) throw error;
    const around = { meeting: host.meeting, chat: host.chat };
    return await api.post<GuestView>('/api/minutes/guest', around);
  }
}

async function openAsMember({ api, host }: Tab, named: string | null): Promise<MeetingView | null> {
  if (named) return api.get<MeetingView>(`/api/minutes/meetings/${encodeURIComponent(named)}`);
  if (!host.meeting || !host.chat) return null;
  return api.post<MeetingView>('/api/minutes/open', { meeting: host.meeting, chat: host.chat });
}

function OpenMeeting({ first, show }: { first: MeetingView; show: (meeting: string) => void }) {
  const { api, host } = useTab();
  const [session] = useState(() => new MeetingSession(api, first));
  useEffect(() => session.open(), [session]);
  useLeaveWarning(session);
  useEffect(() => void loadReading().catch(() => undefined), []);
  const meeting = useMeetingOf(session, show);
  const roomy = useMedia(wide);
  if (meeting.state.ended) return <PageFault title={meeting.view.title} error={meeting.state.ended} />;
  return (
    <MeetingContext value={meeting}>
      <Suspense fallback={<Loading />}>
        {host.frame === 'stage' ? (
          <Stage />
        ) : !meeting.writable ? (
          <Reading />
        ) : roomy && host.frame !== 'panel' ? (
          <Wide />
        ) : (
          <Panel />
        )}
      </Suspense>
    </MeetingContext>
  );
}

/** What is not yet with the service lives in this page only. */
function useLeaveWarning(session: MeetingSession): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (session.state().saving !== 'saved') event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
    };
  }, [session]);
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    useCallback(
      (changed) => {
        const media = matchMedia(query);
        media.addEventListener('change', changed);
        return () => {
          media.removeEventListener('change', changed);
        };
      },
      [query],
    ),
    () => matchMedia(query).matches,
  );
}

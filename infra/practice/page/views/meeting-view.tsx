import { useState } from 'react';
import { type State, type WorldMeeting } from '../../api.ts';
import { type FrameContext } from '../frame/host-context.ts';
import { TabFrame } from '../frame/tab-frame.tsx';
import { useAct } from '../act.ts';
import { joinOrLeave } from '../client.ts';
import { useHere } from '../here.ts';
import { isMeetingTab } from '../rooms.ts';
import { tabName } from './app-view.tsx';
import { Conversation } from './conversation.tsx';

type Place = 'panel' | 'tab' | 'stage';

const places: Record<Place, { label: string; context: FrameContext }> = {
  panel: { label: 'Sidepanel', context: 'sidePanel' },
  tab: { label: 'Full fane', context: 'content' },
  stage: { label: 'Scene', context: 'meetingStage' },
};

/** The meeting: its chat on one side, the app in the side panel, as a whole tab, or on the stage. */
export function MeetingView({ meeting }: { meeting: WorldMeeting }) {
  const { state, go } = useHere();
  const [place, setPlace] = useState<Place>('panel');
  const tab = tabFor(state, place);
  return (
    <div className="meeting">
      <header className="room-head">
        <button
          type="button"
          onClick={() => {
            go('calendar');
          }}
        >
          Tilbake
        </button>
        <h1>{meeting.title}</h1>
        <Call meeting={meeting} />
        <div className="segments" role="group" aria-label="Hvor appen vises">
          {(Object.keys(places) as Place[]).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === place}
              onClick={() => {
                setPlace(one);
              }}
            >
              {places[one].label}
            </button>
          ))}
        </div>
      </header>
      <div className={`meeting-body meeting-${place}`}>
        <Conversation
          conversation={meeting.chat}
          title="møtechatten"
          mentions
          empty="Ingen meldinger i møtechatten ennå."
        />
        {tab && meeting.installed ? (
          <MeetingFrame meeting={meeting} place={place} tab={tab} onPlace={setPlace} />
        ) : (
          <p className="empty">Lederpuls er ikke lagt til i dette møtet.</p>
        )}
      </div>
    </div>
  );
}

/** Teams tells the service who is in the call; the app works without it too. */
function Call({ meeting }: { meeting: WorldMeeting }) {
  const { state, me } = useHere();
  const { busy, fault, act } = useAct();
  const joined = state.inCalls[meeting.chat]?.includes(me.id) ?? false;
  return (
    <>
      <button
        type="button"
        disabled={busy}
        onClick={() => {
          void act(async () => {
            await joinOrLeave(me.id, meeting.chat, joined ? 'leave' : 'join');
          });
        }}
      >
        {joined ? 'Forlat samtalen' : 'Bli med i samtalen'}
      </button>
      {fault === undefined ? null : <span role="alert">{fault}</span>}
    </>
  );
}

interface FrameProps {
  readonly meeting: WorldMeeting;
  readonly place: Place;
  readonly tab: State['tabs'][number];
  readonly onPlace: (place: Place) => void;
}

function MeetingFrame({ meeting, place, tab, onPlace }: FrameProps) {
  const { state, me, theme } = useHere();
  return (
    <aside className="panel" aria-label="Lederpuls i møtet">
      <TabFrame
        key={`${me.id} ${place} ${tab.url}`}
        title={tabName(tab)}
        onStage={(url) => {
          onPlace(url === undefined ? 'panel' : 'stage');
        }}
        subject={{
          url: tab.url,
          tabId: tab.id,
          frameContext: places[place].context,
          person: me,
          tenant: state.tenant,
          theme,
          meeting,
          onStage: place === 'stage',
        }}
      />
    </aside>
  );
}

/** The tab that is named for the place, else the meeting's tab whichever place it names. */
function tabFor(state: State, place: Place): State['tabs'][number] | undefined {
  const tabs = state.tabs.filter(isMeetingTab);
  const wanted = { panel: /panel/i, tab: /details|chat|content/i, stage: /stage/i }[place];
  return tabs.find((tab) => wanted.test(tab.context)) ?? tabs[0];
}

import { type State } from '../../api.ts';
import { TabFrame } from '../frame/tab-frame.tsx';
import { useHere } from '../here.ts';
import { isMeetingTab } from '../rooms.ts';
import { noteHrRead } from '../steps/progress.ts';
import { useEffect } from 'react';

export const tabName = (tab: State['tabs'][number]): string =>
  tab.name['nb'] ?? tab.name['nb-no'] ?? Object.values(tab.name)[0] ?? tab.id;

/** The app's personal tabs: results, follow-ups, set-up. */
export function AppView() {
  const { state, me, theme, route, go } = useHere();
  const tabs = state.tabs.filter((tab) => !isMeetingTab(tab));
  const open = tabs.find((tab) => tab.id === route.id) ?? tabs[0];
  const isResults = open?.url.includes('results') === true;
  useEffect(() => {
    if (isResults && me.roles.includes('Puls.HR')) noteHrRead();
  }, [isResults, me]);
  if (!open) return <p className="empty">Tjenesten har ikke vist noen faner ennå.</p>;
  return (
    <section className="app-view" aria-label="Lederpuls">
      <header className="room-head">
        <h1>Lederpuls</h1>
        <div className="segments" role="group" aria-label="Faner">
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              aria-pressed={tab === open}
              onClick={() => {
                go('app', tab.id);
              }}
            >
              {tabName(tab)}
            </button>
          ))}
        </div>
      </header>
      <TabFrame
        key={`${me.id} ${open.url}`}
        title={tabName(open)}
        onNavigate={(pageId) => {
          go('app', pageId);
        }}
        subject={{
          url: open.url,
          tabId: open.id,
          frameContext: 'content',
          person: me,
          tenant: state.tenant,
          theme,
          meeting: undefined,
          onStage: false,
        }}
      />
    </section>
  );
}

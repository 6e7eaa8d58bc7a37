import { useCallback, useEffect, useMemo, useState } from 'react';
import { type State, type WorldPerson } from '../api.ts';
import { Header } from './header.tsx';
import { HereContext, type Here } from './here.ts';
import { Rail } from './rail.tsx';
import { channelsOf, personalChat } from './rooms.ts';
import { readRoute, writeRoute, type Route } from './route.ts';
import { ServiceNotice } from './service-notice.tsx';
import { Steps } from './steps/steps.tsx';
import { firstTheme, keepTheme } from './theme.ts';
import { AppView } from './views/app-view.tsx';
import { CalendarView } from './views/calendar-view.tsx';
import { ChatView } from './views/chat-view.tsx';
import { FilesView } from './views/files-view.tsx';
import { TeamView } from './views/team-view.tsx';
import { useWorld } from './world.ts';

const viewParts = { team: TeamView, chat: ChatView, calendar: CalendarView, files: FilesView, app: AppView };

export function App() {
  const [route, goTo] = useRoute();
  const [theme, setTheme] = useState(firstTheme);
  const { state, reached, reload } = useWorld(route.as);
  useEffect(() => {
    keepTheme(theme);
  }, [theme]);

  const me = state && personIn(state, route.as);
  const chat = usePersonalChat(me?.id);
  useEffect(() => {
    if (me && route.as !== me.id) goTo({ ...route, as: me.id }, 'replace');
  }, [me, route, goTo]);
  const here = useMemo<Here | undefined>(() => {
    if (!state || !me) return undefined;
    const go: Here['go'] = (view, id) => {
      goTo({ view, id, as: me.id });
    };
    return { state, me, now: new Date(state.now), theme, route, personalChat: chat, go, reload };
  }, [state, me, theme, route, chat, goTo, reload]);

  if (!here) return <Waiting reached={reached} />;
  const View = viewParts[route.view];
  const become = (person: string) => {
    goTo({ ...route, as: person });
  };
  return (
    <HereContext value={here}>
      <a className="skip" href="#main" onClick={skipToMain}>
        Hopp til innholdet
      </a>
      <Header theme={theme} onTheme={setTheme} onPerson={become} />
      <Rail />
      <div className="stage">
        <Steps />
        <ServiceNotice reached={reached} />
        <main id="main" tabIndex={-1} key={`${route.view} ${here.me.id}`}>
          <View />
        </main>
      </div>
    </HereContext>
  );
}

/** The address changes its `#` for views, so the link moves the focus itself. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Waiting({ reached }: { reached: boolean }) {
  return (
    <p className="waiting" role="status">
      {reached
        ? 'Øvingsmiljøet starter …'
        : 'Vi får ikke kontakt med øvingsmiljøet. Start det igjen med npm start; siden kommer tilbake av seg selv.'}
    </p>
  );
}

/** Who the address names, else the first who has a leader channel. */
function personIn(state: State, id: string | undefined): WorldPerson | undefined {
  return (
    state.people.find((person) => person.id === id) ??
    state.people.find((person) => channelsOf(state, person.id).length > 0) ??
    state.people[0]
  );
}

function usePersonalChat(person: string | undefined): string {
  const [chat, setChat] = useState('');
  useEffect(() => {
    if (person !== undefined) void personalChat(person).then(setChat);
  }, [person]);
  return chat;
}

type Go = (route: Route, how?: 'replace') => void;

function useRoute(): readonly [Route, Go] {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const read = () => {
      setRoute(readRoute(location.hash));
    };
    addEventListener('hashchange', read);
    return () => {
      removeEventListener('hashchange', read);
    };
  }, []);
  const go = useCallback<Go>((to, how) => {
    if (how === 'replace') history.replaceState(null, '', writeRoute(to));
    else location.hash = writeRoute(to);
    setRoute(to);
  }, []);
  return [route, go];
}

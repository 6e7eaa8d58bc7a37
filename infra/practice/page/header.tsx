import { useEffect, useState } from 'react';
import { useAct } from './act.ts';
import { moveClock } from './client.ts';
import { momentText, nextFriday, nextMonday, weekNumber } from './dates.ts';
import { useHere } from './here.ts';
import { Menu } from './menu.tsx';
import { PersonSwitch } from './person-switch.tsx';
import { ServiceMenu } from './service-menu.tsx';
import { themeNames, themes, type Theme } from './theme.ts';

interface Props {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onPerson: (person: string) => void;
}

export function Header({ theme, onTheme, onPerson }: Props) {
  return (
    <header className="header">
      <div className="brand">
        <strong>Lederpuls</strong>
        <span>Øvingsmiljø. Ingenting forlater denne maskinen.</span>
      </div>
      <Clock />
      <div className="header-end">
        <PersonSwitch onPerson={onPerson} />
        <Menu label="Utseende og tjeneste">
          <fieldset className="menu-part">
            <legend>Utseende</legend>
            {themes.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="theme"
                  checked={one === theme}
                  onChange={() => {
                    onTheme(one);
                  }}
                />
                {themeNames[one]}
              </label>
            ))}
          </fieldset>
          <ServiceMenu />
        </Menu>
      </div>
    </header>
  );
}

const hourMs = 3_600_000;

/** The practice clock: it moves the time for practice and the service. */
function Clock() {
  const { now: told, reload } = useHere();
  const now = useTicking(told);
  const { busy, fault, act } = useAct();
  const move = (to: Date) => () =>
    void act(async () => {
      await moveClock(to);
      await reload();
    });
  return (
    <section className="clock" aria-label="Klokka" aria-busy={busy}>
      <div className="clock-time">
        <time dateTime={now.toISOString()}>{momentText(now)}</time>
        <span>Uke {weekNumber(now)}</span>
      </div>
      <div className="clock-moves">
        <button type="button" disabled={busy} onClick={move(new Date(now.getTime() + hourMs))}>
          +1 time
        </button>
        <button type="button" disabled={busy} onClick={move(nextMonday(now))}>
          Neste mandag 08:30
        </button>
        <button type="button" disabled={busy} onClick={move(nextFriday(now))}>
          Fredag 15:00
        </button>
        {busy ? <span className="spinner" role="status" aria-label="Klokka stilles" /> : null}
      </div>
      {fault === undefined ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}

const tickMs = 5_000;

/** The moved clock ticks on between two readings of the state. */
function useTicking(told: Date): Date {
  const [now, setNow] = useState(told);
  useEffect(() => {
    const since = Date.now();
    setNow(told);
    const timer = setInterval(() => {
      setNow(new Date(told.getTime() + Date.now() - since));
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [told]);
  return now;
}

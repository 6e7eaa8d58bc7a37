import { useHere } from './here.ts';
import { Icon } from './icons.tsx';
import { type View } from './route.ts';

const places: readonly { view: View; label: string }[] = [
  { view: 'team', label: 'Team' },
  { view: 'chat', label: 'Chat' },
  { view: 'calendar', label: 'Kalender' },
  { view: 'files', label: 'Filer og oppgaver' },
  { view: 'app', label: 'Lederpuls' },
];

export function Rail() {
  const { route, go } = useHere();
  return (
    <nav className="rail" aria-label="Teams">
      {places.map(({ view, label }) => (
        <button
          key={view}
          type="button"
          aria-current={route.view === view ? 'page' : undefined}
          onClick={() => {
            go(view);
          }}
        >
          <Icon name={view} />
          <span>{label}</span>
        </button>
      ))}
    </nav>
  );
}

import { createRoot } from 'react-dom/client';
import { apiClient } from './platform/client.ts';
import { consentWindow } from './platform/consent-window.ts';
import { Outside } from './platform/outside.tsx';
import { Shell } from './platform/shell.tsx';
import { connectHost, teamsLink } from './platform/teams.ts';
import { languageOf, translate } from './platform/texts.ts';
import { Theme } from './platform/theme.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

try {
  const consent = consentWindow(location.pathname);
  if (consent) await consent();
  else await showPage();
} catch {
  // Whatever kept Teams from answering, the way on is the same.
  const language = languageOf(navigator.language);
  document.documentElement.lang = language;
  root.render(
    <Theme>
      <Outside t={await translate(language)} link={teamsLink(location.pathname)} />
    </Theme>,
  );
}

async function showPage(): Promise<void> {
  const host = await connectHost();
  root.render(
    <Theme host={host}>
      <Shell host={host} api={apiClient(host.token)} />
    </Theme>,
  );
}

import { useCallback } from 'react';
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type SetupReply } from '../../bot/programme/api.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { Channels } from './channels.tsx';
import { Discussions } from './discussions.tsx';
import { Homes } from './homes.tsx';
import { Packs } from './packs.tsx';
import { type SetupPart } from './part.ts';
import { PolicyPage } from './policy.tsx';
import { Programmes } from './programmes.tsx';
import { Sending } from './sending.tsx';
import { Units } from './units.tsx';

const useStyles = makeStyles({
  ways: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  // So that a heading one jumps to is not at the very edge.
  part: { scrollMarginTop: tokens.spacingVerticalL, ':focus': { outline: 'none' } },
});

/** In the order somebody sets an agency up. */
const parts = [
  ['channels', 'setup.channels', Channels],
  ['sending', 'setup.sending', Sending],
  ['units', 'setup.units', Units],
  ['homes', 'setup.homes', Homes],
  ['policy', 'setup.policy', PolicyPage],
  ['discussions', 'setup.discussions', Discussions],
  ['programmes', 'setup.programmes', Programmes],
  ['packs', 'setup.packs', Packs],
] as const;

/** For the administrator: who takes part, when, and what was discussed first. */
export function SetupPage() {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { value, error, again, put } = useLoad(useCallback(() => api.get<SetupReply>('/api/setup'), [api]));
  if (error) return <PageFault title={t('setup.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const keep: SetupPart['keep'] = async (method, path, body) => {
    put(await api[method]<SetupReply>(`/api/setup/${path}`, body));
    say(t('setup.kept'));
  };
  const reload = async () => {
    const now = await api.get<SetupReply>('/api/setup');
    put(now);
    return now;
  };
  return (
    <PageFrame title={t('setup.title')}>
      <nav aria-label={t('setup.parts')}>
        <ul className={styles.ways}>
          {parts.map(([id, title]) => (
            <li key={id}>
              <Link href={`#${id}`}>{t(title)}</Link>
            </li>
          ))}
        </ul>
      </nav>
      {parts.map(([id, , Part]) => (
        <div key={id} id={id} tabIndex={-1} className={styles.part}>
          <Part setup={value} keep={keep} reload={reload} />
        </div>
      ))}
    </PageFrame>
  );
}

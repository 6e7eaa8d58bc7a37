import { useCallback, useState } from 'react';
import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { type TrustReply } from '../../bot/programme/api/trust.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { AboutMe } from './about-me.tsx';
import { InsightView } from './insight.tsx';
import { Parts } from './parts.tsx';

type View = 'insight' | 'how' | 'me';

const useStyles = makeStyles({
  views: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What the pulses do, what is known of the reader, and for the representatives all that may be known. */
export function TrustPage() {
  const { api, t } = useTab();
  const styles = useStyles();
  const { value, error, again } = useLoad(useCallback(() => api.get<TrustReply>('/api/trust'), [api]));
  const [chosen, choose] = useState<View>();
  if (error) return <PageFault title={t('trust.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const { insight, parts } = value;
  const views: readonly View[] = insight ? ['insight', 'how', 'me'] : ['how', 'me'];
  const view = chosen ?? views[0] ?? 'how';
  return (
    <PageFrame title={t('trust.title')}>
      <div className={styles.views} role="group" aria-label={t('trust.views')}>
        {views.map((one) => (
          <ToggleButton
            key={one}
            checked={view === one}
            onClick={() => {
              choose(one);
            }}
          >
            {t(`trust.view.${one}`)}
          </ToggleButton>
        ))}
      </div>
      {view === 'how' && <Parts parts={parts} />}
      {view === 'me' && <AboutMe />}
      {view === 'insight' && insight && <InsightView insight={insight} />}
    </PageFrame>
  );
}

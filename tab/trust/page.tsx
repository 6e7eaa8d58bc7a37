import { useCallback, useId, useState } from 'react';
import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { type TrustReply } from '../../bot/programme/api/trust.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { AboutMe } from './about-me.tsx';
import { InsightView } from './insight.tsx';
import { Parts } from './parts.tsx';

type View = 'insight' | 'how' | 'me';

const useStyles = makeStyles({ views: { flexWrap: 'wrap' } });

/** What the pulses do, what is known of the reader, and for the representatives all that may be known. */
export function TrustPage() {
  const { api, t } = useTab();
  const styles = useStyles();
  const panel = useId();
  const { value, error, again } = useLoad(useCallback(() => api.get<TrustReply>('/api/trust'), [api]));
  const [chosen, choose] = useState<View>();
  if (error) return <PageFault title={t('trust.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const { insight, parts } = value;
  const views: readonly View[] = insight ? ['insight', 'how', 'me'] : ['how', 'me'];
  const view = chosen ?? views[0] ?? 'how';
  return (
    <PageFrame title={t('trust.title')}>
      <TabList
        className={styles.views}
        aria-label={t('trust.views')}
        selectedValue={view}
        onTabSelect={(_, { value }) => {
          choose(value as View);
        }}
      >
        {views.map((one) => (
          <Tab key={one} id={`${panel}-${one}`} value={one} aria-controls={panel}>
            {t(`trust.view.${one}`)}
          </Tab>
        ))}
      </TabList>
      <div id={panel} role="tabpanel" aria-labelledby={`${panel}-${view}`}>
        {view === 'how' && <Parts parts={parts} />}
        {view === 'me' && <AboutMe />}
        {view === 'insight' && insight && <InsightView insight={insight} />}
      </div>
    </PageFrame>
  );
}

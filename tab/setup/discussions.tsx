import { useCallback, useEffect, useRef } from 'react';
import { type TrustReply } from '../../bot/programme/api/trust.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { shortDate } from '../platform/dates.ts';
import { Involvement } from '../trust/involvement.tsx';
import { Note } from '../trust/note.tsx';
import { NewDiscussion } from './new-discussion.tsx';
import { type SetupPart } from './part.ts';

/** The note, what was discussed and evaluated, and what is missing before a unit's next round can open. */
export function Discussions({ setup, keep }: SetupPart) {
  const { api, t } = useTab();
  const { value, error, again } = useLoad(useCallback(() => api.get<TrustReply>('/api/trust'), [api]));
  // Another channel, unit or policy changes what is missing.
  const shown = useRef(setup);
  useEffect(() => {
    if (shown.current !== setup) again();
    shown.current = setup;
  }, [setup, again]);
  const made = async () => {
    await api.post('/api/trust/note', {});
    again();
  };
  const insight = value?.insight;
  return (
    <Section title={t('setup.discussions')} lead={t('setup.discussions.lead')}>
      {error && <Fault error={error} again={again} />}
      {!value && !error && <Loading />}
      {insight && (
        <>
          {insight.evaluationDue && (
            <Notice intent="warning">
              {t('trust.due', { date: shortDate(t, insight.evaluateOn ?? '') })}
            </Notice>
          )}
          <Note made={made} />
          <Involvement insight={insight} />
          {setup.units.length > 0 && (
            <NewDiscussion setup={setup} keep={keep} policyVersion={insight.policyVersion} />
          )}
        </>
      )}
    </Section>
  );
}

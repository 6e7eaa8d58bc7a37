import { useCallback } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ResultListReply } from '../../bot/pulses/api.ts';
import { clockTime, fullDate } from '../platform/dates.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { useLoad } from '../platform/use-load.ts';

const address = '/api/results/list';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalM },
  line: { margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** How the agency's SharePoint list of released figures fares, and what to do when it does not. */
export function FiguresList() {
  const { api, t } = useTab();
  const styles = useStyles();
  const load = useCallback(() => api.get<ResultListReply>(address), [api]);
  const { value, error, again, put } = useLoad(load);
  return (
    <Section title={t('setup.list')} lead={t('setup.list.lead')}>
      {error && <Fault error={error} again={again} />}
      {!value && !error && <Loading />}
      {value?.on === false && <p className={styles.line}>{t('setup.list.off')}</p>}
      {value?.on && <Standing list={value} put={put} />}
    </Section>
  );
}

type List = Extract<ResultListReply, { on: true }>;

function Standing({ list, put }: { list: List; put: (reply: ResultListReply) => void }) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const look = (everything: boolean) => {
    run(async () => {
      put(await api.post<ResultListReply>(address, { everything }));
      say(t('setup.list.said'));
    });
  };
  const isWaiting = list.waiting > 0 || list.reason !== null;
  return (
    <div className={styles.part}>
      {list.reason && (
        <Notice intent="warning">
          {t(`setup.list.reason.${list.reason}`, { list: list.list, columns: list.columns.join(', ') })}
        </Notice>
      )}
      <p className={styles.line}>{standingLine(t, list)}</p>
      {fault && <Fault error={fault} />}
      <div className={styles.buttons}>
        {isWaiting && (
          <Button
            disabledFocusable={busy}
            onClick={() => {
              look(false);
            }}
          >
            {t('setup.list.try')}
          </Button>
        )}
        {list.written > 0 && (
          <Button
            disabledFocusable={busy}
            onClick={() => {
              look(true);
            }}
          >
            {t('setup.list.again')}
          </Button>
        )}
      </div>
    </div>
  );
}

function standingLine(t: Translate, { list, written, figures, waiting, writtenAt, nextTryAt }: List): string {
  return [
    written === 0 ? t('setup.list.none', { list }) : t('setup.list.written', { list, figures, written }),
    ...(writtenAt === null ? [] : [t('setup.list.at', { date: fullDate(t, writtenAt) })]),
    ...(waiting === 0 ? [] : [t('setup.list.waiting', { count: waiting })]),
    ...(nextTryAt === null ? [] : [t('setup.list.next', { time: clockTime(t, nextTryAt) })]),
  ].join(' ');
}

import { useCallback, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type AboutMe as About, type Forgotten } from '../../bot/programme/api/trust.ts';
import { clockTime, fullDate, weekName } from '../platform/dates.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { saveFile } from '../platform/save.ts';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { useLoad } from '../platform/use-load.ts';
import { Confirm } from './confirm.tsx';
import { keptRows } from './kept.ts';

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalXXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** Everything we can find about the reader, and what they can do about it. */
export function AboutMe() {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { value, error, again, put } = useLoad(useCallback(() => api.get<About>('/api/trust/me'), [api]));
  const [done, setDone] = useState('');
  const { busy, fault, run } = useAct();
  if (error) return <Fault error={error} again={again} />;
  if (!value) return <Loading />;
  const download = () => {
    const json = JSON.stringify(value, undefined, 2);
    saveFile(new Blob([json], { type: 'application/json' }), 'lederpuls.json');
    say(t('trust.me.downloaded'));
  };
  const forget = () => {
    run(async () => {
      const { rounds, notes, about } = await api.post<Forgotten>('/api/trust/me/forget', { confirm: true });
      put(about);
      setDone(t('trust.me.done', { rounds, notes }));
      say(t('trust.me.done', { rounds, notes }));
    });
  };
  return (
    <div className={styles.all}>
      <Section title={t('trust.view.me')} lead={t('trust.me.lead')}>
        <div className={styles.row}>
          <Button onClick={download}>{t('trust.me.download')}</Button>
          <Confirm busy={busy} act={forget} />
        </div>
        {fault && <Fault error={fault} />}
        {done !== '' && <Notice intent="success">{done}</Notice>}
      </Section>
      <Answers answers={value.answers} />
      <Section title={t('trust.me.kept')}>
        <Table
          stack
          named
          caption={t('trust.me.kept')}
          head={[t('trust.me.what'), t('trust.me.value'), t('trust.me.can')]}
          rows={keptRows(value, t)}
        />
      </Section>
    </div>
  );
}

function Answers({ answers }: Pick<About, 'answers'>) {
  const { t } = useTab();
  return (
    <Section title={t('trust.me.answers')}>
      {answers.length === 0 ? (
        <p>{t('trust.me.answers.none')}</p>
      ) : (
        <Table
          stack
          named
          caption={t('trust.me.answers')}
          head={[
            t('trust.results.week'),
            t('trust.results.question'),
            t('trust.me.answer'),
            t('trust.me.closes'),
          ]}
          rows={answers.map(({ week, question, answer, closesAt }) => ({
            key: `${week} ${question}`,
            cells: [
              weekName(t, week),
              question,
              answer,
              `${fullDate(t, closesAt)} ${clockTime(t, closesAt)}`,
            ],
          }))}
        />
      )}
      <p>{t('trust.me.gone')}</p>
    </Section>
  );
}

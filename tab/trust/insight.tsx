import { makeStyles, tokens } from '@fluentui/react-components';
import { type Insight } from '../../bot/programme/api/trust.ts';
import { clockTime, fullDate, shortDate, weekName } from '../platform/dates.ts';
import { Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { Involvement } from './involvement.tsx';
import { Note } from './note.tsx';

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalXXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  questions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  answers: { color: tokens.colorNeutralForeground2, display: 'block' },
  summary: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
});

/** All that employee representatives, HR and administrators may know at any time. No figure of a unit. */
export function InsightView({ insight }: { insight: Insight }) {
  const { t } = useTab();
  const styles = useStyles();
  const { evaluateOn, evaluationDue, policyVersion, basis, results } = insight;
  const date = evaluateOn === null ? '' : longDate(t, evaluateOn);
  return (
    <div className={styles.all}>
      {evaluationDue && <Notice intent="warning">{t('trust.due', { date })}</Notice>}
      <Section title={t('trust.policy')}>
        <p>{t('trust.policy.version', { version: policyVersion })}</p>
        <p>{evaluateOn === null ? t('trust.evaluate.none') : t('trust.evaluate', { date })}</p>
        <p>
          <strong>{t('trust.basis')}:</strong> {basis}
        </p>
      </Section>
      <Note />
      <Involvement insight={insight} />
      <Coming coming={insight.coming} />
      <Section title={t('trust.results')} lead={t('trust.results.lead')}>
        <p className={styles.summary}>{results.summary}</p>
        {results.rounds.length > 0 && (
          <Table
            stack
            named
            caption={t('trust.results')}
            head={[t('trust.results.week'), t('trust.results.question'), t('trust.results.figure')]}
            rows={results.rounds.map(({ week, question, figure }) => ({
              key: `${week} ${question}`,
              cells: [weekName(t, week), question, figure],
            }))}
          />
        )}
      </Section>
      <Retention retention={insight.retention} />
    </div>
  );
}

function Coming({ coming }: Pick<Insight, 'coming'>) {
  const { t } = useTab();
  if (coming.length === 0)
    return <Section title={t('trust.coming')} lead={t('trust.coming.none')} children="" />;
  return (
    <Section title={t('trust.coming')} lead={t('trust.coming.lead')}>
      <Table
        stack
        named
        caption={t('trust.coming')}
        head={[t('trust.coming.when'), t('trust.coming.thought'), t('trust.coming.questions')]}
        rows={coming.map((round) => ({
          key: `${round.week} ${round.opensAt} ${round.heading}`,
          cells: [
            `${weekName(t, round.week)}, ${shortDate(t, round.opensAt)} ${clockTime(t, round.opensAt)}`,
            round.heading || '–',
            <Questions key="questions" round={round} />,
          ],
        }))}
      />
    </Section>
  );
}

function Questions({ round }: { round: Insight['coming'][number] }) {
  const { t } = useTab();
  const styles = useStyles();
  if (round.skipped !== null) return <>{round.skipped}</>;
  if (round.questions.length === 0) return <>{t('trust.coming.no-question')}</>;
  return (
    <ul className={styles.questions}>
      {round.questions.map(({ text, answers }) => (
        <li key={text}>
          {text} <span className={styles.answers}>{answers}</span>
        </li>
      ))}
    </ul>
  );
}

function Retention({ retention: { months, last } }: Pick<Insight, 'retention'>) {
  const { t } = useTab();
  return (
    <Section title={t('trust.retention')} lead={t('trust.retention.rule', { months })}>
      <p>
        {last
          ? t('trust.retention.last', {
              ...{ date: longDate(t, last.deletedAt), rounds: last.rounds },
              ...{ figures: last.figures, comments: last.comments },
            })
          : t('trust.retention.none')}
      </p>
    </Section>
  );
}

/** With its year: it may be far away. */
const longDate = (t: Parameters<typeof fullDate>[0], iso: string) => `${fullDate(t, iso)} ${iso.slice(0, 4)}`;

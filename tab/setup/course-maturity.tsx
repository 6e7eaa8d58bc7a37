import { useCallback } from 'react';
import { Link } from '@fluentui/react-components';
import { type CourseReply, type CourseView } from '../../bot/course/api.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';

interface MaturityProps {
  readonly reply: CourseReply;
  readonly course: CourseView;
}

/** The same statements before and after. The figures are the released ones, by this reader's own right to results. */
export function CourseMaturity({ reply, course }: MaturityProps) {
  const { api, t } = useTab();
  const { programme, maturity } = course;
  const { value } = useLoad(
    useCallback(
      () => api.get<ResultsReply>(`/api/results?period=all&programme=${encodeURIComponent(programme)}`),
      [api, programme],
    ),
  );
  const { asked, all, before, after } = maturity;
  if (asked === 0)
    return (
      <Section title={t('course.maturity')}>
        <p>{t('course.maturity.none')}</p>
      </Section>
    );
  const figure = (question: string, weeks: readonly string[]) =>
    figureOf(value, { question, weeks, unit: reply.unit }) ?? t('course.maturity.no-figure');
  const isAnything = maturity.questions.some(({ id }) =>
    [before, after].some((weeks) => figureOf(value, { question: id, weeks, unit: reply.unit }) !== undefined),
  );
  return (
    <Section title={t('course.maturity')} lead={t('course.maturity.lead', { asked, all })}>
      {isAnything ? (
        <Table
          stack
          caption={t('course.maturity.scale')}
          head={[t('course.maturity.statement'), t('course.maturity.before'), t('course.maturity.after')]}
          rows={maturity.questions.map(({ id, text }) => ({
            key: id,
            cells: [text, figure(id, before), figure(id, after)],
          }))}
        />
      ) : (
        <p>{t('course.maturity.waiting')}</p>
      )}
      <Link inline href="/tab/results">
        {t('course.maturity.results')}
      </Link>
    </Section>
  );
}

/** A released figure, or why it is hidden; `undefined` = no round has closed yet, or not for this reader. */
function figureOf(
  results: ResultsReply | undefined,
  of: { readonly question: string; readonly weeks: readonly string[]; readonly unit: string | null },
): string | undefined {
  const round = results?.rounds.find(
    ({ question, week }) => question.id === of.question && of.weeks.includes(week),
  );
  const cell = round?.cells.find(({ unit }) => unit === of.unit);
  return cell && (cell.shown ? cell.text : cell.why);
}

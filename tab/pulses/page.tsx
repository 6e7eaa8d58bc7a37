import { useCallback, useState } from 'react';
import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ResultsReply, type RoundResult } from '../../bot/pulses/api.ts';
import { clockTime, fullDate, weekName } from '../platform/dates.ts';
import { Empty, Loading, Notice } from '../platform/notices.tsx';
import { PageFault, PageFrame, Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { BehindTable, RateTable, ScoreTable } from './tables.tsx';
import { type Bar, Bars } from './bars.tsx';
import { HeatMap } from './heat-map.tsx';
import { cellOf, ends, newestOfAreas, rateOf, share, trends, unitTree, type UnitRow } from './model.ts';
import { Trend } from './trend.tsx';

const useStyles = makeStyles({
  summary: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  question: { fontStyle: 'italic' },
  choice: { maxWidth: '480px', minWidth: 0, '& select': { minWidth: 0, textOverflow: 'ellipsis' } },
  select: { minWidth: 0 },
});

/** First a sentence, then pictures; what the reader may see was decided by the service. */
export function ResultsPage() {
  const { api, t } = useTab();
  const styles = useStyles();
  const { value, error, again } = useLoad(useCallback(() => api.get<ResultsReply>('/api/results'), [api]));
  if (error) return <PageFault title={t('results.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const units = unitTree(value.units);
  const latest = value.rounds.at(-1);
  return (
    <PageFrame title={t('results.title')}>
      {latest && <p className={styles.summary}>{value.summary}</p>}
      {value.open && <OpenRound open={value.open} />}
      {latest ? (
        <>
          <Latest round={latest} units={units} />
          <Trends rounds={value.rounds} units={units} />
          <Rates round={latest} units={units} />
          <Section title={t('results.heat.title')}>
            <HeatMap rounds={newestOfAreas(value.rounds)} units={units} />
          </Section>
        </>
      ) : (
        <Empty title={t('results.empty.title')}>{t('results.empty.text')}</Empty>
      )}
    </PageFrame>
  );
}

function OpenRound({ open }: { open: NonNullable<ResultsReply['open']> }) {
  const { t } = useTab();
  const { week, title, closesAt } = open;
  const date = fullDate(t, closesAt);
  return (
    <Notice>
      {t('results.open', { week: weekName(t, week), title, date, time: clockTime(t, closesAt) })}
    </Notice>
  );
}

interface RoundProps {
  readonly round: RoundResult;
  readonly units: readonly UnitRow[];
}

function Latest({ round, units }: RoundProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [min, max] = ends(round.question);
  const bars = units.map(({ id, name, depth }): Bar => {
    const cell = cellOf(round, id);
    if (!cell?.shown) return { key: id, name, depth, why: cell?.why ?? t('results.none.why') };
    const at = (value: number) => share(round.question, value);
    const { value, margin, text } = cell;
    return {
      key: id,
      name,
      depth,
      value: { at: at(value), from: at(value - margin), to: at(value + margin), text },
    };
  });
  return (
    <Section
      title={t('results.latest.title', { week: weekName(t, round.week), area: round.area.name })}
      lead={t('results.latest.lead', { min, max })}
    >
      <p className={styles.question}>{round.question.text}</p>
      <Bars bars={bars} />
      <BehindTable>
        <ScoreTable rounds={[round]} units={units} />
      </BehindTable>
    </Section>
  );
}

function Trends({ rounds, units }: { rounds: readonly RoundResult[]; units: readonly UnitRow[] }) {
  const { t } = useTab();
  const styles = useStyles();
  const all = trends(rounds);
  const [chosen, choose] = useState(0);
  const shown = all[chosen] ?? all[0] ?? [];
  return (
    <Section title={t('results.trend.title')} lead={t('results.trend.lead')}>
      <Field label={t('results.trend.question')} className={styles.choice}>
        <Select
          className={styles.select}
          value={String(chosen)}
          onChange={(_, { value }) => {
            choose(Number(value));
          }}
        >
          {all.map(([first], index) => (
            <option key={first?.question.id} value={index}>
              {first?.question.text}
            </option>
          ))}
        </Select>
      </Field>
      <Trend rounds={shown} units={units} />
      <BehindTable>
        <ScoreTable rounds={shown} units={units} />
      </BehindTable>
    </Section>
  );
}

function Rates({ round, units }: RoundProps) {
  const { t } = useTab();
  const bars = units.map(({ id, name, depth }): Bar => {
    const rate = rateOf(round, id);
    if (!rate?.shown) return { key: id, name, depth, why: rate?.why ?? t('results.none.why') };
    return { key: id, name, depth, value: { at: rate.percent / 100, text: rate.text } };
  });
  return (
    <Section title={t('results.rate.title')} lead={t('results.rate.lead')}>
      <Bars bars={bars} />
      <BehindTable>
        <RateTable round={round} units={units} />
      </BehindTable>
    </Section>
  );
}

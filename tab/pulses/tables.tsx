import { type ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type RateCell, type ResultCell, type RoundResult } from '../../bot/pulses/api.ts';
import { weekName } from '../platform/dates.ts';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { cellOf, rateOf, type UnitRow } from './model.ts';

const useStyles = makeStyles({
  fold: {
    '& > summary': { cursor: 'pointer', color: tokens.colorBrandForegroundLink, width: 'fit-content' },
  },
});

/** The figures behind a picture, for those who would rather read. */
export function BehindTable({ children }: { children: ReactNode }) {
  const { t } = useTab();
  return (
    <details className={useStyles().fold}>
      <summary>{t('results.table')}</summary>
      {children}
    </details>
  );
}

export function ScoreTable({ rounds, units }: { rounds: readonly RoundResult[]; units: readonly UnitRow[] }) {
  const { t } = useTab();
  return (
    <Table
      caption={rounds.at(-1)?.question.text ?? ''}
      head={[t('results.unit'), ...rounds.map(({ week }) => weekName(t, week))]}
      rows={units.map(({ id, name }) => ({
        key: id,
        cells: [name, ...rounds.map((round) => cellText(t, cellOf(round, id)))],
      }))}
    />
  );
}

export function RateTable({ round, units }: { round: RoundResult; units: readonly UnitRow[] }) {
  const { t } = useTab();
  return (
    <Table
      caption={t('results.rate.title')}
      head={[t('results.unit'), weekName(t, round.week)]}
      rows={units.map(({ id, name }) => ({ key: id, cells: [name, cellText(t, rateOf(round, id))] }))}
    />
  );
}

function cellText(t: Translate, cell: ResultCell | RateCell | undefined): string {
  if (!cell) return t('results.none');
  if (!cell.shown) return t('results.hidden.why', { why: cell.why });
  const margin = 'margin' in cell && cell.margin > 0 ? ` (± ${number(t, cell.margin)})` : '';
  return cell.text + margin;
}

const number = (t: Translate, value: number) => value.toFixed(1).replace('.', t('number.point'));

import { type ReactNode, useId, useState } from 'react';
import { Button, makeStyles } from '@fluentui/react-components';
import { type RateCell, type ResultCell, type RoundResult } from '../../bot/pulses/api.ts';
import { weekName } from '../platform/dates.ts';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { cellOf, rateOf, type UnitRow } from './model.ts';

const useStyles = makeStyles({ press: { justifySelf: 'start' } });

/** The figures behind a picture, for those who would rather read. */
export function BehindTable({ children }: { children: ReactNode }) {
  const { t } = useTab();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        size="small"
        className={styles.press}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {t(open ? 'results.table.hide' : 'results.table')}
      </Button>
      {open && <div id={id}>{children}</div>}
    </>
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

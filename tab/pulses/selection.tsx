import { useId, useState } from 'react';
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { inTree } from '../../bot/pulses/model/pictures.ts';
import { useTab } from '../platform/tab.ts';

/** What a person has chosen to see; the service does the choosing. */
export interface Selection {
  readonly period: (typeof periods)[number];
  readonly programme: string;
  readonly area: string;
  readonly unit: string;
  readonly show: 'page' | 'tree';
}

const periods = ['3m', '6m', '12m', '24m', 'all'] as const;

export const atFirst: Selection = { period: '12m', programme: '', area: '', unit: '', show: 'page' };

/** The query of the selection, for the page and for its files alike. */
export function queryOf(selection: Selection): string {
  const chosen = Object.entries(selection).filter(([, value]) => value !== '');
  return new URLSearchParams(chosen).toString();
}

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  legend: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  why: { justifySelf: 'start', textAlign: 'start' },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
});

interface SelectionProps {
  readonly reply: ResultsReply;
  readonly chosen: Selection;
  readonly choose: (part: Partial<Selection>) => void;
}

/** A filter is there only where there is something to choose; those that could reveal somebody are not offered. */
export function SelectionFields({ reply, chosen, choose }: SelectionProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { programmes, areas } = reply.choices;
  const units = inTree(reply.units).map(({ unit, depth }) => ({
    value: unit.id,
    name: `${'\u00A0\u00A0'.repeat(depth)}${unit.name}`,
  }));
  const named = (of: readonly { id: string; name: string }[]) =>
    of.map(({ id, name }) => ({ value: id, name }));
  return (
    <div className={styles.part}>
      <fieldset className={styles.fields}>
        <legend className={styles.legend}>{t('results.filters')}</legend>
        <Choice
          label={t('results.filter.period')}
          value={chosen.period}
          options={periods.map((period) => ({ value: period, name: t(`results.period.${period}`) }))}
          onChoose={(value) => {
            choose({ period: periods.find((period) => period === value) ?? '12m' });
          }}
        />
        {units.length > 1 && (
          <Choice
            label={t('results.filter.unit')}
            value={reply.focus.unit ?? ''}
            options={units}
            onChoose={(unit) => {
              choose({ unit });
            }}
          />
        )}
        {(areas.length > 1 || chosen.area !== '') && (
          <Choice
            label={t('results.filter.area')}
            value={chosen.area}
            options={[{ value: '', name: t('results.filter.area.all') }, ...named(areas)]}
            onChoose={(area) => {
              choose({ area });
            }}
          />
        )}
        {(programmes.length > 1 || chosen.programme !== '') && (
          <Choice
            label={t('results.filter.programme')}
            value={chosen.programme}
            options={[{ value: '', name: t('results.filter.programme.all') }, ...named(programmes)]}
            onChoose={(programme) => {
              choose({ programme });
            }}
          />
        )}
      </fieldset>
      <WhyNotMore />
    </div>
  );
}

function WhyNotMore() {
  const { t } = useTab();
  const styles = useStyles();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        className={styles.why}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {t('results.filter.why')}
      </Button>
      {open && <p id={id}>{t('results.filter.why.text')}</p>}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onChoose: (value: string) => void;
}

export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select
        value={value}
        onChange={(_, chosen) => {
          onChoose(chosen.value);
        }}
      >
        {options.map(({ value: one, name }) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

import { useState } from 'react';
import { Button, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ResultCell, type ResultsReply, type RoundResult } from '../../bot/pulses/api.ts';
import { heatPicture, share } from '../../bot/pulses/model/pictures.ts';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { Hidden } from './hidden.tsx';
import { type Words } from './words.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: {
    borderCollapse: 'separate',
    borderSpacing: '2px',
    '& th': {
      textAlign: 'start',
      verticalAlign: 'bottom',
      fontWeight: tokens.fontWeightRegular,
      padding: tokens.spacingHorizontalXS,
      // Whole words, and long ones broken as people break them; a column never grows past them.
      overflowWrap: 'break-word',
      hyphens: 'auto',
      minWidth: '92px',
      maxWidth: '220px',
    },
    '& tbody th': { verticalAlign: 'middle' },
    '& caption': {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  whole: { fontWeight: tokens.fontWeightSemibold },
  tinted: {
    backgroundColor: `color-mix(in srgb, ${tokens.colorBrandBackground} var(--tint), transparent)`,
    // Teams' high contrast has a brand colour so bright that only a little of it lets white text be read.
    ':global([data-theme=contrast])': {
      backgroundColor: `color-mix(in srgb, ${tokens.colorBrandBackground} calc(var(--tint) * 0.5), transparent)`,
    },
  },
  cell: {
    height: '40px',
    minWidth: '92px',
    padding: tokens.spacingHorizontalXS,
    textAlign: 'center',
    fontVariantNumeric: 'tabular-nums',
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusSmall,
  },
  presses: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The strongest tint still lets the figure on it be read. */
const strongest = 55;
const rowsAtOnce = 60;

interface HeatProps {
  readonly reply: ResultsReply;
  readonly words: Words;
  readonly isWhole: boolean;
  readonly onWhole: (whole: boolean) => void;
  readonly onUnit: (unit: string) => void;
}

/** Units down, areas across, each with its newest round. It is a table, so it needs none behind it. */
export function HeatMap({ reply, words, isWhole, onWhole, onUnit }: HeatProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [most, setMost] = useState(rowsAtOnce);
  const { rounds, rows } = heatPicture(reply);
  if (rounds.length === 0) return null;
  const shown = rows.slice(0, most);
  const caption = t('results.table.of', { of: t('results.heat.title') });
  const mayGrow = reply.units.some(({ id }) => !rows.some(({ unit }) => unit.id === id));
  return (
    <Section title={t('results.heat.title')} lead={t('results.heat.lead')}>
      <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
        <table className={styles.table}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t('results.unit')}</th>
              {rounds.map(({ area }) => (
                <th key={area.id} scope="col">
                  {area.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ unit, depth, cells }) => (
              <tr key={unit.id}>
                <th scope="row" style={{ paddingInlineStart: `${4 + depth * 12}px` }}>
                  {unit.id === reply.focus.unit ? (
                    <span className={styles.whole}>{unit.name}</span>
                  ) : (
                    <Link
                      as="button"
                      aria-label={t('results.heat.choose', { unit: unit.name })}
                      onClick={() => {
                        onUnit(unit.id);
                      }}
                    >
                      {unit.name}
                    </Link>
                  )}
                </th>
                {rounds.map((round, at) => (
                  <HeatCell
                    key={round.area.id}
                    round={round}
                    cell={cells[at]}
                    unit={unit.name}
                    words={words}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.presses}>
        {rows.length > most && (
          <Button
            size="small"
            onClick={() => {
              setMost(most + rowsAtOnce);
            }}
          >
            {t('results.heat.more', { count: Math.min(rowsAtOnce, rows.length - most) })}
          </Button>
        )}
        {(isWhole || mayGrow) && (
          <Button
            size="small"
            onClick={() => {
              onWhole(!isWhole);
            }}
          >
            {t(isWhole ? 'results.heat.near' : 'results.heat.all')}
          </Button>
        )}
      </div>
    </Section>
  );
}

interface CellProps {
  readonly round: RoundResult;
  readonly cell: ResultCell | undefined;
  readonly unit: string;
  readonly words: Words;
}

function HeatCell({ round, cell, unit, words }: CellProps) {
  const styles = useStyles();
  if (!cell) return <td className={styles.cell}>{words.cell(cell)}</td>;
  if (!cell.shown) {
    return (
      <td className={styles.cell}>
        <Hidden what={`${unit}, ${round.area.name}`} why={cell.why} />
      </td>
    );
  }
  const tint = Math.round(share(round, cell.value) * strongest);
  return (
    <td className={mergeClasses(styles.cell, styles.tinted)} style={{ ['--tint' as string]: `${tint}%` }}>
      {cell.text}
    </td>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { type RoundResult } from '../../bot/pulses/api.ts';
import { useTab } from '../platform/tab.ts';
import { Hidden } from './hidden.tsx';
import { cellOf, share, type UnitRow } from './model.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: {
    borderCollapse: 'separate',
    borderSpacing: '2px',
    '& th': {
      textAlign: 'start',
      fontWeight: tokens.fontWeightRegular,
      padding: tokens.spacingHorizontalXS,
      overflowWrap: 'normal',
      minWidth: '84px',
    },
    '& caption': { textAlign: 'start', color: tokens.colorNeutralForeground2 },
  },
  cell: {
    height: '36px',
    minWidth: '84px',
    padding: tokens.spacingHorizontalXS,
    textAlign: 'center',
    fontVariantNumeric: 'tabular-nums',
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusSmall,
  },
});

/** The strongest tint still lets the figure on it be read. */
const strongest = 55;

/** Units down, areas across, each with its newest round. It is a table, so it needs none behind it. */
export function HeatMap({ rounds, units }: { rounds: readonly RoundResult[]; units: readonly UnitRow[] }) {
  const { t } = useTab();
  const styles = useStyles();
  const caption = t('results.heat.caption');
  return (
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
          {units.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">{unit.name}</th>
              {rounds.map((round) => (
                <HeatCell key={round.area.id} round={round} unit={unit} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatCell({ round, unit }: { round: RoundResult; unit: UnitRow }) {
  const styles = useStyles();
  const { t } = useTab();
  const cell = cellOf(round, unit.id);
  if (!cell) return <td className={styles.cell}>{t('results.none')}</td>;
  if (!cell.shown) {
    return (
      <td className={styles.cell}>
        <Hidden what={`${unit.name}, ${round.area.name}`} why={cell.why} />
      </td>
    );
  }
  const tint = Math.round(share(round.question, cell.value) * strongest);
  return (
    <td
      className={styles.cell}
      style={{ backgroundColor: `color-mix(in srgb, ${tokens.colorBrandBackground} ${tint}%, transparent)` }}
    >
      {cell.text}
    </td>
  );
}

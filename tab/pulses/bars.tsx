import { makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { Hidden } from './hidden.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalSNudge },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 260px) minmax(0, 1fr) 76px',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 520px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      '& > :nth-child(2)': { gridRow: 2, gridColumn: '1 / -1' },
    },
  },
  whole: { fontWeight: tokens.fontWeightSemibold },
  track: {
    position: 'relative',
    height: '20px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  fill: {
    position: 'absolute',
    insetBlock: 0,
    left: 0,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground,
  },
  interval: {
    position: 'absolute',
    top: '50%',
    height: '8px',
    transform: 'translateY(-50%)',
    // The rim keeps it apart from a bar of the same colour, as in high contrast.
    boxShadow: `-1px 0 ${tokens.colorNeutralBackground1}, 1px 0 ${tokens.colorNeutralBackground1}`,
    borderLeft: `2px solid ${tokens.colorNeutralForeground1}`,
    borderRight: `2px solid ${tokens.colorNeutralForeground1}`,
    '::before': {
      content: '""',
      position: 'absolute',
      top: '3px',
      insetInline: 0,
      borderTop: `2px solid ${tokens.colorNeutralForeground1}`,
      boxShadow: `0 -1px ${tokens.colorNeutralBackground1}, 0 1px ${tokens.colorNeutralBackground1}`,
    },
  },
  text: { fontVariantNumeric: 'tabular-nums' },
});

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly depth: number;
  /** From 0 to 1 along the scale; `from` and `to` are the ends of the interval. */
  readonly value?: {
    readonly at: number;
    readonly from?: number;
    readonly to?: number;
    readonly text: string;
  };
  readonly why?: string;
}

/** One bar a unit; the figure stands beside it in words, so the bar itself is silent. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {bars.map(({ key, name, depth, value, why }) => (
        <li key={key} className={styles.row}>
          <span className={depth === 0 ? styles.whole : ''} style={{ paddingLeft: `${depth * 12}px` }}>
            {name}
          </span>
          {value ? <Track {...value} /> : <Hidden what={name} why={why ?? ''} />}
          <span className={styles.text}>{value?.text ?? t('results.hidden')}</span>
        </li>
      ))}
    </ul>
  );
}

function Track({ at, from, to }: { at: number; from?: number; to?: number }) {
  const styles = useStyles();
  return (
    <span className={styles.track} aria-hidden>
      <span className={styles.fill} style={{ width: percent(at) }} />
      {from !== undefined && to !== undefined && (
        <span className={styles.interval} style={{ left: percent(from), width: percent(to - from) }} />
      )}
    </span>
  );
}

const percent = (part: number) => `${Math.round(part * 1000) / 10}%`;

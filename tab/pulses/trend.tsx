import { makeStyles, tokens } from '@fluentui/react-components';
import { type ResultCell, type RoundResult } from '../../bot/pulses/api.ts';
import { weekName } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { cellOf, movement, share, type ShownCell, type UnitRow } from './model.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  small: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  svg: { display: 'block', width: '100%', height: 'auto', margin: `${tokens.spacingVerticalS} 0` },
  line: { fill: 'none', stroke: tokens.colorBrandStroke1, strokeWidth: 2 },
  margin: { fill: 'none', stroke: tokens.colorNeutralForeground3, strokeWidth: 2 },
  point: { fill: tokens.colorBrandStroke1 },
  base: { stroke: tokens.colorNeutralStroke1, strokeWidth: 1 },
  gap: { fill: 'none', stroke: tokens.colorNeutralStrokeAccessible, strokeDasharray: '2 2' },
});

const box = { width: 200, height: 88, edge: 8 };

/** One small picture a unit, all on the same scale, so that they can be compared at a glance. */
export function Trend({ rounds, units }: { rounds: readonly RoundResult[]; units: readonly UnitRow[] }) {
  const styles = useStyles();
  return (
    <div className={styles.grid}>
      {units.map((unit) => (
        <SmallTrend key={unit.id} unit={unit} rounds={rounds} />
      ))}
    </div>
  );
}

function SmallTrend({ unit, rounds }: { unit: UnitRow; rounds: readonly RoundResult[] }) {
  const { t } = useTab();
  const styles = useStyles();
  const points = rounds.map((round, index) =>
    pointOf(round, cellOf(round, unit.id), placeOf(index, rounds.length)),
  );
  return (
    <figure className={styles.small}>
      <figcaption>
        <span className={styles.name}>{unit.name}</span>
        <br />
        <span className={styles.quiet}>{changeText(t, points)}</span>
      </figcaption>
      <svg
        className={styles.svg}
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={points.map(({ week, cell }) => spoken(t, week, cell)).join('; ')}
      >
        <line className={styles.base} x1={0} x2={box.width} y1={box.height - 1} y2={box.height - 1} />
        {segments(points).map((line) => (
          <polyline key={line} className={styles.line} points={line} />
        ))}
        {points.map(({ week, x, y, high, low }) =>
          y === undefined ? (
            <circle key={week} className={styles.gap} cx={x} cy={box.height - 10} r={4} />
          ) : (
            <g key={week}>
              <path className={styles.margin} d={`M${x - 3} ${high}h6m-3 0V${low}m-3 0h6`} />
              <circle className={styles.point} cx={x} cy={y} r={3} />
            </g>
          ),
        )}
      </svg>
      <div className={styles.quiet}>{weeksText(t, rounds)}</div>
    </figure>
  );
}

interface Point {
  readonly week: string;
  readonly cell: ResultCell | undefined;
  readonly x: number;
  readonly y?: number;
  readonly high?: number;
  readonly low?: number;
}

function pointOf(round: RoundResult, cell: ResultCell | undefined, x: number): Point {
  const { week, question } = round;
  if (!cell?.shown) return { week, cell, x };
  const height = (value: number) =>
    box.height - box.edge - share(question, value) * (box.height - 2 * box.edge);
  const { value, margin } = cell;
  return { week, cell, x, y: height(value), high: height(value + margin), low: height(value - margin) };
}

const placeOf = (index: number, count: number) =>
  count === 1 ? box.width / 2 : box.edge + (index / (count - 1)) * (box.width - 2 * box.edge);

/** A hidden week breaks the line; nothing is drawn over what is not known. */
function segments(points: readonly Point[]): readonly string[] {
  const lines: string[][] = [[]];
  for (const { x, y } of points) {
    if (y === undefined) lines.push([]);
    else lines.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  return lines.filter((line) => line.length > 1).map((line) => line.join(' '));
}

function changeText(t: Translate, points: readonly Point[]): string {
  const known = points.map(({ cell }) => cell).filter((cell): cell is ShownCell => cell?.shown === true);
  const [earlier, later] = known.slice(-2);
  const last = known.at(-1);
  if (!last) return t('results.trend.hidden');
  if (!earlier || !later) return t('results.trend.one', { value: last.text });
  return t(`results.trend.${movement(earlier, later)}`, { value: last.text });
}

function spoken(t: Translate, week: string, cell: ResultCell | undefined): string {
  return `${weekName(t, week)} ${cell?.shown ? cell.text : t('results.hidden')}`;
}

function weeksText(t: Translate, rounds: readonly RoundResult[]): string {
  const [first] = rounds;
  const last = rounds.at(-1);
  if (!first || !last) return '';
  return first === last ? weekName(t, first.week) : `${weekName(t, first.week)} – ${weekName(t, last.week)}`;
}

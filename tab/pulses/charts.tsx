import {
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  PolarAngleAxis,
  PolarGrid,
  PolarRadiusAxis,
  Radar,
  RadarChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { agencyColour, ground, own, quiet, small, useChartStyles } from './chart-style.ts';

/**
 * The pictures, loaded only when there is something to draw. Each is silent for screen readers: what it shows stands
 * in words beside it and in the table behind it.
 */

export interface BarProps {
  /** From 0 to 1 along the scale. */
  readonly at: number;
  /** The ends of the interval. */
  readonly interval?: readonly [from: number, to: number];
  /** Where the whole agency lies. */
  readonly agency?: number | undefined;
}

/** One bar along its scale, with its interval and the agency to compare with. */
export function IntervalBar({ at, interval, agency }: BarProps) {
  const styles = useChartStyles();
  const error = interval && [at - interval[0], interval[1] - at];
  return (
    <div className={styles.chart} style={{ height: 28 }} aria-hidden>
      <ResponsiveContainer width="100%" height={28}>
        <BarChart
          layout="vertical"
          data={[{ at, error }]}
          margin={{ top: 2, right: 6, bottom: 2, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis type="number" domain={[0, 1]} hide allowDataOverflow />
          <YAxis type="category" width={0} hide />
          <Bar
            dataKey="at"
            barSize={18}
            fill={own}
            background={{ fill: 'var(--chart-track)', stroke: 'var(--chart-grid)' }}
            isAnimationActive={false}
          >
            {error && (
              <ErrorBar dataKey="error" width={6} stroke={ground} strokeWidth={5} isAnimationActive={false} />
            )}
            {error && (
              <ErrorBar
                dataKey="error"
                width={5}
                stroke="var(--chart-text)"
                strokeWidth={2}
                isAnimationActive={false}
              />
            )}
          </Bar>
          {agency !== undefined && <ReferenceLine x={agency} stroke={ground} strokeWidth={5} />}
          {agency !== undefined && (
            <ReferenceLine x={agency} stroke={agencyColour} strokeWidth={2.5} strokeDasharray="4 2" />
          )}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

export interface RadarPoint {
  /** What stands at the corner; the names stand in a list beside. */
  readonly corner: string;
  readonly at: number;
  readonly interval: readonly [from: number, to: number];
  readonly agency?: number | undefined;
}

export function AreaRadar({ points }: { points: readonly RadarPoint[] }) {
  const styles = useChartStyles();
  const compared = points.some(({ agency }) => agency !== undefined);
  return (
    <div className={styles.chart} style={{ height: 300 }} aria-hidden>
      <ResponsiveContainer width="100%" height={300}>
        <RadarChart data={[...points]} outerRadius="80%" accessibilityLayer={false}>
          <PolarGrid stroke="var(--chart-grid)" />
          <PolarAngleAxis
            dataKey="corner"
            tick={{ fontSize: 14, fontWeight: 600, fill: 'var(--chart-text)' }}
          />
          <PolarRadiusAxis domain={[0, 1]} tick={false} axisLine={false} />
          <Radar dataKey="interval" stroke="none" fill={own} fillOpacity={0.22} isAnimationActive={false} />
          {compared && (
            <Radar
              dataKey="agency"
              stroke={agencyColour}
              strokeWidth={2}
              strokeDasharray="5 4"
              fill="none"
              isAnimationActive={false}
            />
          )}
          <Radar
            dataKey="at"
            stroke={own}
            strokeWidth={2.5}
            fill="none"
            dot={{ r: 4, fill: own, strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </RadarChart>
      </ResponsiveContainer>
    </div>
  );
}

export interface TrendPoint {
  readonly week: string;
  /** On the question's scale; `null` where the unit has no figure. */
  readonly own: number | null;
  readonly margin: number;
  readonly agency: number | null;
  /** What is said when the point is pointed at. */
  readonly text: string;
}

/** A line breaks where a figure is hidden: nothing is drawn over what is not known. */
export function TrendChart({
  points,
  ends: [min, max],
}: {
  points: readonly TrendPoint[];
  ends: readonly [number, number];
}) {
  const styles = useChartStyles();
  const data = points.map((point, at) => ({
    ...point,
    at,
    error: [
      Math.min(point.margin, (point.own ?? min) - min),
      Math.min(point.margin, max - (point.own ?? max)),
    ],
    gap: point.own === null ? min : null,
  }));
  return (
    <div className={styles.chart} style={{ height: 150 }} aria-hidden>
      <ResponsiveContainer width="100%" height={150}>
        <ComposedChart
          data={data}
          margin={{ top: 8, right: 10, bottom: 6, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={[-0.3, points.length - 0.7]}
            tick={false}
            height={4}
            stroke={quiet}
          />
          <YAxis
            domain={[min, max]}
            ticks={[min, (min + max) / 2, max]}
            interval={0}
            width={30}
            tick={small}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            content={<Tip />}
            isAnimationActive={false}
            cursor={{ stroke: quiet, strokeDasharray: '2 2' }}
          />
          <Line
            dataKey="agency"
            stroke={agencyColour}
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={{ r: 2, fill: agencyColour, strokeWidth: 0 }}
            isAnimationActive={false}
          />
          <Line
            dataKey="own"
            stroke={own}
            strokeWidth={2.5}
            dot={{ r: 4, fill: own, strokeWidth: 0 }}
            isAnimationActive={false}
          >
            <ErrorBar dataKey="error" width={5} stroke={own} strokeWidth={1.5} isAnimationActive={false} />
          </Line>
          <Line
            dataKey="gap"
            stroke="none"
            dot={{ r: 4, fill: ground, stroke: quiet, strokeWidth: 1.5, strokeDasharray: '2 1.5' }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

export interface RatePoint {
  readonly week: string;
  readonly own: number | null;
  readonly agency: number | null;
  readonly text: string;
}

/** A column a round; the agency as a dashed line above it. */
export function RateChart({ points }: { points: readonly RatePoint[] }) {
  const styles = useChartStyles();
  return (
    <div className={styles.chart} style={{ height: 180 }} aria-hidden>
      <ResponsiveContainer width="100%" height={180}>
        <ComposedChart
          data={[...points]}
          margin={{ top: 8, right: 10, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="week"
            tick={small}
            interval="preserveStartEnd"
            minTickGap={16}
            stroke={quiet}
            tickLine={false}
          />
          <YAxis
            domain={[0, 100]}
            ticks={[0, 50, 100]}
            width={52}
            unit={'\u00A0%'}
            interval={0}
            tick={small}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ fill: 'var(--chart-track)' }} />
          <Bar dataKey="own" fill={own} maxBarSize={28} isAnimationActive={false} />
          <Line
            dataKey="agency"
            stroke={agencyColour}
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** What the library hands over: the point under the pointer. */
function Tip({ payload }: { payload?: readonly { readonly payload?: { readonly text?: string } }[] }) {
  const styles = useChartStyles();
  const text = payload?.[0]?.payload?.text;
  return text === undefined ? null : <div className={styles.tip}>{text}</div>;
}

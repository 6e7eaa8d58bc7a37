import { type ComponentProps, lazy, type ReactNode, Suspense } from 'react';
import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({ figure: { margin: 0, minWidth: 0 } });

/** The chart library comes with the first picture, not with the page. */
const charts = () => import('./charts.tsx');
const LazyBar = lazy(async () => ({ default: (await charts()).IntervalBar }));
const LazyRadar = lazy(async () => ({ default: (await charts()).AreaRadar }));
const LazyTrend = lazy(async () => ({ default: (await charts()).TrendChart }));
const LazyRates = lazy(async () => ({ default: (await charts()).RateChart }));

/** Keeps the place of a picture until it is there, and says in words what it shows. */
function Figure({
  says,
  height,
  children,
}: {
  says: string | undefined;
  height: number;
  children: ReactNode;
}) {
  const styles = useStyles();
  const told = says === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': says };
  return (
    <div className={styles.figure} style={{ minHeight: height }} {...told}>
      <Suspense fallback={null}>{children}</Suspense>
    </div>
  );
}

/** Its figure stands beside it. */
export const BarPicture = (props: ComponentProps<typeof LazyBar>) => (
  <Figure says={undefined} height={28}>
    <LazyBar {...props} />
  </Figure>
);

/** Its figures stand in the list beside it. */
export const RadarPicture = (props: ComponentProps<typeof LazyRadar>) => (
  <Figure says={undefined} height={300}>
    <LazyRadar {...props} />
  </Figure>
);

export const TrendPictureOf = ({ says, ...props }: ComponentProps<typeof LazyTrend> & { says: string }) => (
  <Figure says={says} height={150}>
    <LazyTrend {...props} />
  </Figure>
);

export const RatePictureOf = ({ says, ...props }: ComponentProps<typeof LazyRates> & { says: string }) => (
  <Figure says={says} height={180}>
    <LazyRates {...props} />
  </Figure>
);

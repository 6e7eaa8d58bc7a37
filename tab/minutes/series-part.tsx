import { lazy, Suspense } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { Loading } from '../platform/notices.tsx';
import { Neighbours } from './around.tsx';

const SeriesSetup = lazy(async () => ({ default: (await import('./series.tsx')).SeriesSetup }));

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalM },
});

/** The series' set-up is seldom needed, so it is loaded when it is. */
export function SeriesPart() {
  return (
    <Suspense fallback={<Loading />}>
      <div className={useStyles().part}>
        <Neighbours />
        <SeriesSetup />
      </div>
    </Suspense>
  );
}

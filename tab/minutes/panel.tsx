import { useRef } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { isComing } from '../../bot/minutes/model/meeting.ts';
import { useTab } from '../platform/tab.ts';
import { About } from './about.tsx';
import { Attendance, presentCount, seatCount } from './attendance.tsx';
import { EarlierFollowUps, Queue } from './around.tsx';
import { CommandBar } from './bar.tsx';
import { MeetingClock } from './clock.tsx';
import { Finish } from './finish.tsx';
import { FreshSeries } from './fresh.tsx';
import { MeetingHeader } from './header.tsx';
import { ItemList } from './item-list.tsx';
import { KeyList, useMeetingKeys } from './keys.tsx';
import { LostChanges } from './lost.tsx';
import { useMeeting } from './meeting.ts';
import { SeriesPart } from './series-part.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr) auto',
    gridTemplateColumns: 'minmax(0, 1fr)',
    height: '100vh',
    maxWidth: '640px',
    margin: '0 auto',
    // Zoomed in far, fixed edges would leave no room between them.
    '@media (max-height: 360px)': { height: 'auto' },
  },
  scroll: { overflowY: 'auto', overflowX: 'hidden' },
  fold: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '& > summary': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
      cursor: 'pointer',
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  body: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}` },
});

/** What the series brings: shown only where there is something. */
function SeriesFolds() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const folds = [
    view.earlier.length > 0 && (['minutes.earlier', view.earlier.length, EarlierFollowUps] as const),
    view.queue.length > 0 && (['minutes.queue', view.queue.length, Queue] as const),
  ].filter((fold) => fold !== false);
  return (
    <>
      {folds.map(([key, count, Content]) => (
        <details key={key} className={styles.fold}>
          <summary>{t(key, { count })}</summary>
          <div className={styles.body}>
            <Content />
          </div>
        </details>
      ))}
      {view.may.lead && (
        <details className={styles.fold}>
          <summary>{t('minutes.series')}</summary>
          <div className={styles.body}>
            <SeriesPart />
          </div>
        </details>
      )}
    </>
  );
}

/** The meeting in the width of a side panel or a phone. */
export function Panel() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const keys = useRef<HTMLDialogElement>(null);
  useMeetingKeys(keys);
  return (
    <div className={styles.page}>
      <div>
        <MeetingHeader keys={() => keys.current?.showModal()} />
        <MeetingClock />
      </div>
      <div className={styles.scroll}>
        <LostChanges />
        <FreshSeries />
        <details className={styles.fold}>
          <summary>
            {t('minutes.attendance.count', { present: presentCount(view), of: seatCount(view) })}
          </summary>
          <div className={styles.body}>
            <Attendance />
          </div>
        </details>
        <details className={styles.fold}>
          <summary>{t('minutes.about')}</summary>
          <div className={styles.body}>
            <About />
          </div>
        </details>
        <SeriesFolds />
        <ItemList />
        {view.may.lead && !isComing(view) && <Finish />}
      </div>
      <CommandBar />
      <KeyList dialog={keys} />
    </div>
  );
}

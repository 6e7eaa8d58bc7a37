import { useRef, type DragEvent } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { isComing, openFollowUps } from '../../bot/minutes/model/meeting.ts';
import { shortDate } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { About } from './about.tsx';
import { Attendance, presentCount, seatCount } from './attendance.tsx';
import { EarlierFollowUps, Queue } from './around.tsx';
import { CommandBar } from './bar.tsx';
import { MeetingClock } from './clock.tsx';
import { Finish } from './finish.tsx';
import { FreshSeries } from './fresh.tsx';
import { MeetingHeader } from './header.tsx';
import { ItemFields } from './item-fields.tsx';
import { AddItem, ItemRow } from './item-list.tsx';
import { KeyList, useMeetingKeys } from './keys.tsx';
import { LostChanges } from './lost.tsx';
import { useMeeting } from './meeting.ts';
import { SeriesPart } from './series-part.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr) auto', height: '100vh' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(240px, 3fr) minmax(0, 6fr) minmax(260px, 3fr)',
    minHeight: 0,
    '& > *': { overflowY: 'auto', minWidth: 0 },
  },
  middle: {
    padding: tokens.spacingHorizontalXL,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    '& h2': { margin: `0 0 ${tokens.spacingVerticalM}`, fontSize: tokens.fontSizeBase500 },
  },
  side: {
    '& > section': { padding: tokens.spacingHorizontalM },
    '& h2': { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase300 },
  },
  list: { listStyleType: 'none', margin: 0, padding: tokens.spacingHorizontalXS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: '100%',
    minHeight: '44px',
    padding: tokens.spacingVerticalS,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
      // High contrast turns the ground round; every word on it turns with it.
      '& span:not([aria-hidden])': { color: 'inherit' },
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    '& span:not([aria-hidden])': { color: 'inherit' },
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 ${tokens.colorBrandStroke1}`,
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  actions: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** The meeting with room: agenda, the item, people and follow-ups. */
export function Wide() {
  const { t } = useTab();
  const { current } = useMeeting();
  const styles = useStyles();
  const keys = useRef<HTMLDialogElement>(null);
  useMeetingKeys(keys);
  return (
    <div className={styles.page}>
      <div>
        <MeetingHeader keys={() => keys.current?.showModal()} />
        <MeetingClock />
      </div>
      <div className={styles.columns}>
        <Agenda />
        <section className={styles.middle} aria-label={t('minutes.item')}>
          <LostChanges />
          <FreshSeries />
          {current && (
            <>
              <h2>{current.title.text.trim() === '' ? t('minutes.item.untitled') : current.title.text}</h2>
              <ItemFields key={current.id} item={current} />
            </>
          )}
        </section>
        <Side />
      </div>
      <CommandBar />
      <KeyList dialog={keys} />
    </div>
  );
}

function Agenda() {
  const { t } = useTab();
  const { view, current, commands } = useMeeting();
  const styles = useStyles();
  const dragged = useRef<string>(null);
  const drop = (item: ItemView) => (event: DragEvent) => {
    event.preventDefault();
    const from = view.items.findIndex(({ id }) => id === dragged.current);
    const to = view.items.indexOf(item);
    if (dragged.current === null || from === to) return;
    commands.moveAfter(dragged.current, (from < to ? item : view.items[to - 1])?.id ?? null);
  };
  return (
    <nav aria-label={t('minutes.agenda')}>
      <ol className={styles.list}>
        {view.items.map((item) => (
          <li
            key={item.id}
            draggable
            onDragStart={() => {
              dragged.current = item.id;
            }}
            onDragOver={(event) => {
              event.preventDefault();
            }}
            onDrop={drop(item)}
          >
            <button
              type="button"
              className={mergeClasses(styles.row, item.id === current?.id && styles.current)}
              aria-current={item.id === current?.id}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onClick={() => {
                commands.open(item.id);
              }}
            >
              <ItemRow item={item} />
            </button>
          </li>
        ))}
      </ol>
      <AddItem />
    </nav>
  );
}

function Side() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const open = openFollowUps(view);
  return (
    <aside className={styles.side} aria-label={t('minutes.side')}>
      <section>
        <h2>{t('minutes.attendance.count', { present: presentCount(view), of: seatCount(view) })}</h2>
        <Attendance />
      </section>
      <section>
        <h2>{t('minutes.follow-ups')}</h2>
        {open.length === 0 && <p className={styles.quiet}>{t('minutes.follow-ups.none')}</p>}
        <ul className={styles.actions}>
          {open.map(({ followUp }) => (
            <li key={followUp.id}>
              {followUp.text.text.trim() === '' ? '…' : followUp.text.text}{' '}
              <span className={styles.quiet}>
                {followUp.owner?.name ?? t('minutes.follow-up.nobody')}
                {followUp.due !== null && `, ${shortDate(t, followUp.due)}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('minutes.about')}</h2>
        <About />
      </section>
      <OfSeries />
      {view.may.lead && !isComing(view) && <Finish />}
    </aside>
  );
}

/** What the series brings to this meeting, and its set-up. */
function OfSeries() {
  const { t } = useTab();
  const { view } = useMeeting();
  return (
    <>
      {view.earlier.length > 0 && (
        <section>
          <h2>{t('minutes.earlier', { count: view.earlier.length })}</h2>
          <EarlierFollowUps />
        </section>
      )}
      {view.queue.length > 0 && (
        <section>
          <h2>{t('minutes.queue', { count: view.queue.length })}</h2>
          <Queue />
        </section>
      )}
      {view.may.lead && (
        <section>
          <details>
            <summary>{t('minutes.series')}</summary>
            <SeriesPart />
          </details>
        </section>
      )}
    </>
  );
}

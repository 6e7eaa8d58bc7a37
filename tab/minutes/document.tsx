import { type ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type AttendanceState, type ItemView } from '../../bot/minutes/api.ts';
import { decides, isOpen } from '../../bot/minutes/model/meeting.ts';
import { shortDate } from '../platform/dates.ts';
import { Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { Approval } from './approval.tsx';
import { Neighbours } from './around.tsx';
import { KindBadge } from './badge.tsx';
import { attendanceName, nameHere, outcomeName } from './choices.ts';
import { Excerpt } from './excerpt.tsx';
import { AwayFrom } from './item-people.tsx';
import { useMeeting } from './meeting.ts';
import { Prepared } from './preparation.tsx';
import { Protocol } from './protocol.tsx';
import { Publications } from './publications.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalM,
    maxWidth: '72ch',
    margin: '0 auto',
    lineHeight: tokens.lineHeightBase400,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
  item: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalM,
    '& h2': { display: 'flex', gap: tokens.spacingHorizontalS, margin: 0, fontSize: tokens.fontSizeBase400 },
    '& p': { margin: 0, whiteSpace: 'pre-wrap' },
    '& ul': { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  },
  decision: {
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    paddingLeft: tokens.spacingHorizontalM,
    '& strong': { display: 'block' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Reads like the finished minutes: for readers while they are written, for all when they are done. */
export function Document() {
  const { view } = useMeeting();
  const styles = useStyles();
  return (
    <article className={styles.page}>
      {!isOpen(view) && <Done />}
      <Facts />
      {view.items.map((item) => (
        <DocumentItem key={item.id} item={item} />
      ))}
    </article>
  );
}

/** On top of finished minutes: their approval, and where they went. A cancelled meeting has neither. */
function Done() {
  const { t } = useTab();
  const { view } = useMeeting();
  if (view.state !== 'cancelled') {
    return (
      <>
        <Approval />
        <Publications />
      </>
    );
  }
  return (
    <>
      <Notice intent="warning">{t('minutes.cancelled.because', { reason: view.cancelled })}</Notice>
      <Neighbours />
    </>
  );
}

const groups: readonly AttendanceState[] = ['present', 'remote', 'apologies', 'absent'];

function Facts() {
  const { t } = useTab();
  const { view } = useMeeting();
  const facts: [string, ReactNode][] = [[t('minutes.chair'), view.chair.name]];
  if (view.minuteTaker) facts.push([t('minutes.minute-taker'), view.minuteTaker.name]);
  if (view.place !== '') facts.push([t('minutes.place'), view.place]);
  for (const group of groups) {
    const names = view.attendance.filter(({ status }) => status === group).map((row) => nameHere(t, row));
    if (names.length > 0) facts.push([attendanceName(t, group), names.join(', ')]);
  }
  return (
    <dl className={useStyles().facts}>
      {facts.map(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

function DocumentItem({ item }: { item: ItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <section className={styles.item}>
      <h2>
        <KindBadge kind={item.kind} />
        <span>
          {item.number !== null && `${item.number} `}
          {item.title.text}
        </span>
      </h2>
      {item.access.level === 'exempt' && (
        <p className={styles.quiet}>
          {t('minutes.access.exempt')} {item.access.basis}
        </p>
      )}
      <AwayFrom item={item} />
      <Prepared item={item} />
      {item.notes.text.trim() !== '' && <p>{item.notes.text}</p>}
      {decides(item.kind) && item.decision.text.trim() !== '' && (
        <p className={styles.decision}>
          <strong>{t('minutes.decision')}</strong>
          {item.decision.text}
        </p>
      )}
      {item.outcome !== null && <p className={styles.quiet}>{outcomeName(t, item.outcome)}</p>}
      <Protocol item={item} />
      {item.followUps.length > 0 && (
        <ul>
          {item.followUps.map(({ id, text, owner, due }) => (
            <li key={id}>
              {text.text}
              {owner && ` – ${owner.name}`}
              {due !== null && `, ${t('minutes.document.due', { date: shortDate(t, due) })}`}
            </li>
          ))}
        </ul>
      )}
      <Excerpt item={item} />
    </section>
  );
}

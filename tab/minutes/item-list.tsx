import { lazy, Suspense } from 'react';
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { type ItemView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';
import { KindBadge } from './badge.tsx';
import { fieldId } from './focus.ts';
import { ItemFields } from './item-fields.tsx';
import { useMeeting } from './meeting.ts';
import { RowWriters } from './writers.tsx';
import { AgendaTime, Notice } from './notice.tsx';

// Few meetings have them, so they are loaded when there are some.
const WaitingProposals = lazy(async () => ({
  default: (await import('./proposals.tsx')).WaitingProposals,
}));

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  open: { backgroundColor: tokens.colorNeutralBackground2 },
  body: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL}` },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: '100%',
    minHeight: '44px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: 'none',
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
  current: { fontWeight: tokens.fontWeightSemibold },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: 'nowrap',
  },
  untitled: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
  below: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM },
  add: { justifySelf: 'start' },
});

/** One list; one item open at a time. */
export function ItemList() {
  const { t } = useTab();
  const { view, current, commands } = useMeeting();
  const styles = useStyles();
  return (
    <section aria-label={t('minutes.agenda')}>
      <ol className={styles.list}>
        {view.items.map((item) => {
          const open = item.id === current?.id;
          return (
            <li key={item.id} className={mergeClasses(styles.item, open && styles.open)}>
              <h2 className={styles.heading}>
                <button
                  type="button"
                  className={mergeClasses(styles.row, open && styles.current)}
                  aria-expanded={open}
                  onClick={() => {
                    commands.open(open ? null : item.id);
                  }}
                >
                  <ItemRow item={item} />
                </button>
              </h2>
              {open && (
                <div className={styles.body} id={fieldId(item.id, 'body')}>
                  <ItemFields item={item} />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <AddItem />
    </section>
  );
}

/** Below the agenda: one more item, what it all takes, what others propose, and the notice. */
export function AddItem() {
  const { t } = useTab();
  const { view, commands } = useMeeting();
  const styles = useStyles();
  return (
    <div className={styles.below}>
      <AgendaTime />
      <Button
        id="add-item"
        className={styles.add}
        icon={<AddRegular />}
        onClick={() => {
          commands.addItem('D');
        }}
      >
        {t('minutes.item.add')}
      </Button>
      {view.proposals.some(({ state }) => state === 'waiting') && (
        <Suspense>
          <WaitingProposals />
        </Suspense>
      )}
      <Notice />
    </div>
  );
}

/** Badge, number, title and minutes; the words for the badge and the minutes are for those who hear the row. */
export function ItemRow({ item }: { item: ItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  const title = item.title.text.trim();
  return (
    <>
      <KindBadge kind={item.kind} />
      <span>
        {item.number !== null && <span className={styles.quiet}>{item.number} </span>}
        {title === '' ? <span className={styles.untitled}>{t('minutes.item.untitled')}</span> : title}
        {item.access.level === 'exempt' && (
          <>
            {' '}
            <LockClosedRegular role="img" aria-label={t('minutes.access.exempt')} />
          </>
        )}
        <RowWriters item={item} />
      </span>
      <span className={styles.quiet}>
        {item.plannedMinutes !== null && t('minutes.item.planned', { minutes: item.plannedMinutes })}
      </span>
    </>
  );
}

import { useEffect } from 'react';
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { type GuestItemView, type GuestView } from '../../bot/minutes/api/guests.ts';
import { clockTime, fullDate } from '../platform/dates.ts';
import { PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { outcomeName } from './choices.ts';
import { PaperLink } from './papers.tsx';

const newsMs = 15_000;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  item: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { whiteSpace: 'pre-wrap' },
    '& ul': { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  },
});

/** The meeting for a guest of its chat: the items that the chair has invited them to, to read, as they are now. */
export function GuestPage({ view, again }: { view: GuestView; again: () => void }) {
  const { t } = useTab();
  const styles = useStyles();
  useEffect(() => {
    const timer = setInterval(again, newsMs);
    return () => {
      clearInterval(timer);
    };
  }, [again]);
  return (
    <PageFrame title={view.title}>
      <p className={styles.quiet}>
        {fullDate(t, view.startsAt)} {clockTime(t, view.startsAt)}
        {view.place !== '' && ` · ${view.place}`}
      </p>
      <p>{t('minutes.guest.lead')}</p>
      {view.items.map((item) => (
        <GuestItem key={item.id} item={item} />
      ))}
    </PageFrame>
  );
}

function GuestItem({ item }: { item: GuestItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  const { kind, presenter, plannedMinutes, outcome } = item;
  const about = [
    kind,
    ...(presenter === null ? [] : [`${t('minutes.item.presenter')}: ${presenter}`]),
    ...(plannedMinutes === null ? [] : [t('minutes.guest.minutes', { minutes: plannedMinutes })]),
    ...(outcome === null ? [] : [outcomeName(t, outcome)]),
  ];
  return (
    <section className={styles.item}>
      <h2>
        {item.number !== null && `${item.number} `}
        {item.title}
      </h2>
      {item.current && <Badge color="success">{t('minutes.guest.now')}</Badge>}
      <p className={styles.quiet}>{about.join(' · ')}</p>
      {item.papers.length > 0 && (
        <ul aria-label={t('minutes.papers')}>
          {item.papers.map(({ id, title, url }) => (
            <li key={id}>
              <PaperLink title={title} url={url} />
            </li>
          ))}
        </ul>
      )}
      <Part name={t('minutes.preparation.problem')} text={item.problem} />
      <Part
        name={t('minutes.preparation.alternatives')}
        text={item.alternatives.map(({ text }) => text.text).join('\n')}
      />
      <Part name={t('minutes.preparation.needs')} text={item.needs} />
      <Part name={t('minutes.preparation.proposal')} text={item.proposal} />
      <Part name={t('minutes.notes')} text={item.notes} />
      <Part name={t('minutes.decision')} text={item.decision} />
    </section>
  );
}

function Part({ name, text }: { name: string; text: string }) {
  if (text.trim() === '') return null;
  return (
    <>
      <h3>{name}</h3>
      <p>{text}</p>
    </>
  );
}

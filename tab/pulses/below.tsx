import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Words } from './words.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingInlineStart: '1.2em',
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    maxWidth: '80ch',
  },
  plain: { listStyleType: 'none', padding: 0, gap: tokens.spacingVerticalM },
  comment: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    whiteSpace: 'pre-wrap',
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  press: { justifySelf: 'start' },
});

export function Comments({ reply, words }: { reply: ResultsReply; words: Words }) {
  const { t } = useTab();
  const styles = useStyles();
  if (reply.comments.length === 0) return null;
  return (
    <Section title={t('results.comments.title')} lead={t('results.comments.lead')}>
      {reply.moreComments && <p className={styles.quiet}>{t('results.comments.more')}</p>}
      <ul className={`${styles.list} ${styles.plain}`}>
        {reply.comments.map(({ unit, week, question, text }, at) => (
          <li key={`${at} ${text}`}>
            <blockquote className={styles.comment}>{text}</blockquote>
            <div className={styles.quiet}>
              {question} ({t('results.comments.from', { unit: words.unit(unit), week: words.week(week) })})
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the figures were held under, and a quiet line on keys that are no more. */
export function Facts({ reply }: { reply: ResultsReply }) {
  const { t } = useTab();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const receipts = all ? reply.receipts : reply.receipts.slice(0, 1);
  return (
    <Section title={t('results.facts.title')}>
      <ul className={styles.list}>
        {reply.about.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {receipts.map(({ round, text }) => (
        <p key={round} className={styles.quiet}>
          {text}
        </p>
      ))}
      {reply.receipts.length > 1 && (
        <Button
          size="small"
          className={styles.press}
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? t('results.receipts.fewer') : t('results.receipts.all', { count: reply.receipts.length })}
        </Button>
      )}
    </Section>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { type SpreadPicture, spreadPictures } from '../../bot/pulses/model/pictures.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { BehindTable } from './behind-table.tsx';
import { useFirstFew } from './first-few.tsx';
import { Hidden } from './hidden.tsx';
import { BarPicture } from './pictures.tsx';
import { type Words } from './words.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 400px), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
  },
  one: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 52px',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    '@media (max-width: 520px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      rowGap: 0,
      marginBottom: tokens.spacingVerticalS,
      '& > :nth-child(2)': { gridRow: 2, gridColumn: '1 / -1' },
    },
  },
  text: { fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
});

const atFirst = 4;

/** How answers were spread: all there is of a choice, and of a scale where enough have answered. */
export function Spreads({ reply, words }: { reply: ResultsReply; words: Words }) {
  const { t } = useTab();
  const styles = useStyles();
  const { shown, more } = useFirstFew(spreadPictures(reply), atFirst);
  if (shown.length === 0) return null;
  return (
    <Section title={t('results.spread.title')} lead={t('results.spread.lead')}>
      <div className={styles.grid}>
        {shown.map((picture) => (
          <Spread key={picture.round.question.id} picture={picture} words={words} />
        ))}
      </div>
      {more}
      <BehindTable of={t('results.spread.title')}>
        {shown.map((picture) => (
          <SpreadTable key={picture.round.question.id} picture={picture} words={words} />
        ))}
      </BehindTable>
    </Section>
  );
}

interface SpreadProps {
  readonly picture: SpreadPicture;
  readonly words: Words;
}

function Spread({ picture: { round, own }, words }: SpreadProps) {
  const styles = useStyles();
  const { t } = useTab();
  return (
    <div className={styles.one}>
      <div>
        <div className={styles.name}>{round.question.text}</div>
        <div className={styles.quiet}>
          {round.area.name}, {words.week(round.week)}
        </div>
      </div>
      {own?.shown ? (
        <ul className={styles.list}>
          {(own.distribution ?? []).map(({ label, percent }) => (
            <li key={label} className={styles.row}>
              <span>{label}</span>
              <BarPicture at={percent / 100} />
              <span className={styles.text}>{t('results.percent', { value: percent })}</span>
            </li>
          ))}
        </ul>
      ) : (
        <Hidden what={round.question.text} why={own?.why ?? t('results.none')} />
      )}
    </div>
  );
}

function SpreadTable({ picture: { round, own }, words }: SpreadProps) {
  const { t } = useTab();
  const parts = own?.shown ? (own.distribution ?? []) : [];
  const rows =
    parts.length === 0
      ? [{ key: 'hidden', cells: [words.cell(own), t('results.none')] }]
      : parts.map(({ label, percent }) => ({
          key: label,
          cells: [label, t('results.percent', { value: percent })],
        }));
  return (
    <Table
      caption={`${round.question.text} (${words.week(round.week)})`}
      head={[t('results.answer'), t('results.share')]}
      rows={rows}
    />
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { endsOf, type TrendPicture, trendPictures } from '../../bot/pulses/model/pictures.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { BehindTable } from './behind-table.tsx';
import { useFirstFew } from './first-few.tsx';
import { TrendPictureOf } from './pictures.tsx';
import { type Words } from './words.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  small: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
    // The pictures of a row stand side by side, however long the questions over them.
    gridTemplateRows: '1fr auto auto',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  weeks: {
    display: 'flex',
    justifyContent: 'space-between',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

const atFirst = 6;

/** One small picture a question, each with its interval and the agency to compare with. */
export function Trends({ reply, words }: { reply: ResultsReply; words: Words }) {
  const { t } = useTab();
  const styles = useStyles();
  const { shown, more } = useFirstFew(trendPictures(reply), atFirst);
  if (shown.length === 0) return null;
  const points = shown.flatMap((picture) => picture.points);
  const lead = [
    t('results.trend.lead', { unit: words.unit(reply.focus.unit) }),
    points.some(({ agency }) => agency) ? t('results.trend.agency') : '',
    points.some(({ own }) => own?.shown !== true) ? t('results.trend.gap') : '',
  ];
  return (
    <Section title={t('results.trend.title')} lead={lead.join(' ').trim()}>
      <div className={styles.grid}>
        {shown.map((picture) => (
          <SmallTrend key={picture.round.question.id} picture={picture} words={words} />
        ))}
      </div>
      {more}
      <BehindTable of={t('results.trend.title')}>
        {shown.map((picture) => (
          <TrendTable key={picture.round.question.id} picture={picture} words={words} />
        ))}
      </BehindTable>
    </Section>
  );
}

interface TrendProps {
  readonly picture: TrendPicture;
  readonly words: Words;
}

function SmallTrend({ picture, words }: TrendProps) {
  const styles = useStyles();
  const { round, points } = picture;
  const texts = points.map(({ round: at, own, agency }) =>
    [
      `${words.week(at.week)}: ${words.cell(own)}`,
      agency ? `${words.t('results.agency')}: ${words.cell(agency)}` : '',
    ]
      .filter((text) => text !== '')
      .join('. '),
  );
  const [first] = points;
  return (
    <figure className={styles.small}>
      <figcaption>
        <div className={styles.name}>{round.area.name}</div>
        <div className={styles.quiet}>{round.question.text}</div>
        <div>{changeText(picture, words)}</div>
      </figcaption>
      <TrendPictureOf
        says={texts.join('; ')}
        ends={endsOf(round.question)}
        points={points.map(({ round: at, own, agency }, index) => ({
          week: words.week(at.week),
          own: own?.shown ? own.value : null,
          margin: own?.shown ? own.margin : 0,
          agency: agency?.value ?? null,
          text: texts[index] ?? '',
        }))}
      />
      <div className={styles.weeks} aria-hidden>
        <span>{first && words.week(first.round.week)}</span>
        {points.length > 1 && <span>{words.week(round.week)}</span>}
      </div>
    </figure>
  );
}

function TrendTable({ picture: { round, points }, words }: TrendProps) {
  const { t } = useTab();
  const compared = points.some(({ agency }) => agency);
  return (
    <Table
      caption={`${round.area.name}: ${round.question.text}`}
      head={[t('results.week'), t('results.value'), ...(compared ? [t('results.agency')] : [])]}
      rows={points.map(({ round: at, own, agency }) => ({
        key: at.id,
        cells: [words.week(at.week), words.cell(own), ...(compared ? [words.cell(agency)] : [])],
      }))}
    />
  );
}

function changeText({ last, change, round }: TrendPicture, words: Words): string {
  const { t } = words;
  if (!last) return t('results.trend.hidden');
  return t(`results.trend.${change ?? 'one'}`, { value: words.value(round, last) });
}

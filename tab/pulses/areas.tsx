import { useId, useState } from 'react';
import { makeStyles, tokens, ToggleButton } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { type AreaPicture, areaPictures, share } from '../../bot/pulses/model/pictures.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { BehindTable } from './behind-table.tsx';
import { Hidden } from './hidden.tsx';
import { BarPicture, RadarPicture } from './pictures.tsx';
import { againstWords, type Words } from './words.ts';

const useStyles = makeStyles({
  views: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'center', flexWrap: 'wrap' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalL },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr) minmax(0, 4fr)',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'center',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXS },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: {
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  radar: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  corners: { margin: 0, paddingInlineStart: '2em', display: 'grid', gap: tokens.spacingVerticalS },
});

type View = 'bars' | 'radar';

/** Each area's newest measurement, as bars or as a radar of the same. */
export function Areas({ reply, words }: { reply: ResultsReply; words: Words }) {
  const { t } = useTab();
  const styles = useStyles();
  const label = useId();
  const [view, setView] = useState<View>('bars');
  const pictures = areaPictures(reply);
  if (pictures.length === 0) return null;
  const compared = pictures.some(({ agency }) => agency);
  const lead = [t('results.areas.lead'), compared ? t('results.areas.agency') : ''].join(' ').trim();
  return (
    <Section title={t('results.areas.title')} lead={lead}>
      <div className={styles.views} role="group" aria-labelledby={label}>
        <span id={label} className={styles.quiet}>
          {t('results.areas.view')}
        </span>
        {(['bars', 'radar'] as const).map((one) => (
          <ToggleButton
            key={one}
            size="small"
            checked={view === one}
            onClick={() => {
              setView(one);
            }}
          >
            {t(`results.areas.${one}`)}
          </ToggleButton>
        ))}
      </div>
      {view === 'bars' ? (
        <BarList pictures={pictures} words={words} />
      ) : (
        <RadarView pictures={pictures} words={words} />
      )}
      <BehindTable of={t('results.areas.title')}>
        <AreaTable pictures={pictures} words={words} compared={compared} />
      </BehindTable>
    </Section>
  );
}

interface PicturesProps {
  readonly pictures: readonly AreaPicture[];
  readonly words: Words;
}

function BarList({ pictures, words }: PicturesProps) {
  const styles = useStyles();
  const { t } = useTab();
  return (
    <ul className={styles.list}>
      {pictures.map((picture) => {
        const { round, own, agency } = picture;
        const at = (value: number) => share(round, value);
        return (
          <li key={round.area.id} className={styles.row}>
            <div>
              <div className={styles.name}>{round.area.name}</div>
              <div className={styles.quiet}>
                {round.question.text} ({words.week(round.week)})
              </div>
            </div>
            {own?.shown ? (
              <BarPicture
                at={at(own.value)}
                interval={[at(own.value - own.margin), at(own.value + own.margin)]}
                agency={agency && at(agency.value)}
              />
            ) : (
              <Hidden what={round.area.name} why={own?.why ?? t('results.none')} />
            )}
            <div>
              <div className={styles.value}>{own?.shown ? words.value(round, own) : t('results.hidden')}</div>
              <div className={styles.quiet}>{remarks(picture, words).join('. ')}</div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function RadarView({ pictures, words }: PicturesProps) {
  const { t } = useTab();
  const styles = useStyles();
  const shown = pictures.flatMap((picture) => (picture.own?.shown ? [{ ...picture, own: picture.own }] : []));
  if (shown.length < 3) return <p>{t('results.areas.radar.few')}</p>;
  const points = shown.map(({ round, own, agency }, index) => {
    const at = (value: number) => share(round, value);
    return {
      corner: String(index + 1),
      at: at(own.value),
      interval: [at(own.value - own.margin), at(own.value + own.margin)] as const,
      agency: agency && at(agency.value),
    };
  });
  return (
    <>
      <p className={styles.quiet}>{t('results.areas.radar.lead')}</p>
      <div className={styles.radar}>
        <RadarPicture points={points} />
        <ol className={styles.corners}>
          {shown.map(({ round, own }) => (
            <li key={round.area.id}>
              {round.area.name}: <strong>{words.value(round, own)}</strong>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function AreaTable({ pictures, words, compared }: PicturesProps & { readonly compared: boolean }) {
  const { t } = useTab();
  return (
    <Table
      stack
      caption={t('results.table.of', { of: t('results.areas.title') })}
      head={[
        ...[t('results.area'), t('results.question'), t('results.week'), t('results.value')],
        ...(compared ? [t('results.agency'), t('results.against')] : []),
        t('results.change'),
      ]}
      rows={pictures.map(({ round, own, agency, against, earlier, change }) => ({
        key: round.area.id,
        cells: [
          ...[round.area.name, round.question.text, words.week(round.week), words.cell(own)],
          ...(compared ? [words.cell(agency), againstWords(t, against, agency)] : []),
          changeWords(words, earlier, change),
        ],
      }))}
    />
  );
}

/** What HR asks next: against the agency, against last time, and how exact. */
function remarks({ own, against, agency, earlier, change }: AreaPicture, words: Words): readonly string[] {
  if (!own?.shown) return [];
  const { t } = words;
  const said = [
    changeWords(words, earlier, change),
    againstWords(t, against, agency),
    own.widened ? t('results.widened') : '',
  ];
  return said
    .filter((one) => one !== '')
    .map((one) => one.charAt(0).toUpperCase() + one.slice(1).replace(/\.$/, ''));
}

function changeWords(
  { t, week }: Words,
  earlier: AreaPicture['earlier'],
  change: AreaPicture['change'],
): string {
  if (!earlier || !change) return t('results.change.once');
  return t(`results.change.${change}`, { week: week(earlier.week), value: earlier.cell.text });
}

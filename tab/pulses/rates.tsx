import { type RateCell, type ResultsReply } from '../../bot/pulses/api.ts';
import { ratePicture } from '../../bot/pulses/model/pictures.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { BehindTable } from './behind-table.tsx';
import { RatePictureOf } from './pictures.tsx';
import { type Words } from './words.ts';

/** The share that answered, round by round; in the table also the units of the newest round. */
export function Rates({ reply, words }: { reply: ResultsReply; words: Words }) {
  const { t } = useTab();
  const { history, newest, units } = ratePicture(reply);
  if (!newest) return null;
  const own = history.at(-1)?.own;
  const compared = history.some(({ agency }) => agency);
  const texts = history.map(({ round, own }) => `${words.week(round.week)}: ${words.cell(own)}`);
  const lead = [t('results.rate.lead'), compared ? t('results.areas.agency') : ''].join(' ').trim();
  return (
    <Section title={t('results.rate.title')} lead={lead}>
      {history.some(({ own, agency }) => own?.shown === true || agency?.shown === true) ? (
        <RatePictureOf
          says={`${t('results.rate.alt')}. ${texts.join('; ')}`}
          points={history.map(({ round, own, agency }, at) => ({
            week: words.week(round.week),
            own: percentOf(own),
            agency: percentOf(agency),
            text: texts[at] ?? '',
          }))}
        />
      ) : null}
      {own?.shown === false && <p>{own.why}</p>}
      <BehindTable of={t('results.rate.title')}>
        <Table
          caption={t('results.table.of', { of: t('results.rate.title') })}
          head={[t('results.week'), t('results.rate'), ...(compared ? [t('results.agency')] : [])]}
          rows={history.map(({ round, own, agency }) => ({
            key: round.id,
            cells: [words.week(round.week), words.cell(own), ...(compared ? [words.cell(agency)] : [])],
          }))}
        />
        <Table
          caption={t('results.rate.units', { week: words.week(newest.week) })}
          head={[t('results.unit'), t('results.rate')]}
          rows={units.map(({ unit, rate }) => ({ key: unit.id, cells: [unit.name, words.cell(rate)] }))}
        />
      </BehindTable>
    </Section>
  );
}

const percentOf = (rate: RateCell | undefined) => (rate?.shown ? rate.percent : null);

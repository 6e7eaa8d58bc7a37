import { useState } from 'react';
import { Button, Field, Input, Link, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type EntryView, type PackReply, type Words } from '../../bot/content/api.ts';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
  },
  // A search field is as narrow as its place.
  search: { minWidth: 0 },
  heading: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold },
  text: { fontWeight: tokens.fontWeightRegular },
  questions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  more: { justifySelf: 'start' },
});

type Language = PackReply['languages'][number];

/** Weeks of one pack, or of several: then each says which. */
interface Weeks extends Pick<PackReply, 'languages' | 'areas'> {
  readonly entries: readonly (EntryView & { readonly pack?: string })[];
}

type Week = Weeks['entries'][number];

/** What somebody looks for among the weeks; an empty choice is all of them. */
interface Wanted {
  readonly language: Language;
  readonly text: string;
  readonly area: string;
  readonly audience: string;
  readonly source: string;
}

/** A page of a working year is long; the first weeks say what kind of pack it is. */
const atFirst = 10;

/** The weeks of a pack as leaders read them, in each language, with where each comes from. */
export function PackWeeks({ pack }: { readonly pack: Weeks }) {
  const { t, language } = useTab();
  const styles = useStyles();
  const [wanted, setWanted] = useState<Wanted>({ ...nothing, language });
  const [all, setAll] = useState(false);
  const found = pack.entries.filter((entry) => fits(entry, pack, wanted));
  const shown = all ? found : found.slice(0, atFirst);
  return (
    <>
      <Filters pack={pack} wanted={wanted} change={setWanted} />
      <p role="status">{t('setup.packs.count', { count: found.length, all: pack.entries.length })}</p>
      {found.length > 0 && (
        <Table
          stack
          caption={t('setup.packs.weeks')}
          head={(['week', 'area', 'audience', 'minutes', 'questions', 'source'] as const).map((head) =>
            t(`setup.packs.head.${head}`),
          )}
          rows={shown.map((entry) => ({
            key: `${entry.pack ?? ''} ${entry.id}`,
            cells: [
              <OneWeek key="week" entry={entry} language={wanted.language} />,
              <span key="area" lang={wanted.language}>
                {areaName(pack, entry, wanted.language)}
              </span>,
              t(`setup.packs.audience.${entry.audience}`),
              entry.minutes,
              <Questions key="questions" entry={entry} language={wanted.language} />,
              <Source key="source" source={entry.source} />,
            ],
          }))}
        />
      )}
      {shown.length < found.length && (
        <Button
          className={styles.more}
          onClick={() => {
            setAll(true);
          }}
        >
          {t('setup.packs.all', { count: found.length })}
        </Button>
      )}
    </>
  );
}

const nothing = { text: '', area: '', audience: '', source: '' };

interface FiltersProps {
  readonly pack: Weeks;
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
}

function Filters({ pack, wanted, change }: FiltersProps) {
  const { t } = useTab();
  const styles = useStyles();
  const unique = (values: readonly string[]) => [...new Set(values)];
  const choices = {
    area: pack.areas.map(({ id, name }) => [id, said(name, wanted.language)] as const),
    audience: unique(pack.entries.map(({ audience }) => audience)).map(
      (one) => [one, t(`setup.packs.audience.${one as EntryView['audience']}`)] as const,
    ),
    source: unique(pack.entries.map(sourceName)).map((one) => [one, one] as const),
  };
  return (
    <div className={styles.filters} role="search" aria-label={t('setup.packs.search.label')}>
      <Field label={t('setup.packs.search')}>
        <Input
          type="search"
          className={styles.search}
          value={wanted.text}
          onChange={(_, { value }) => {
            change({ ...wanted, text: value });
          }}
        />
      </Field>
      <Field label={t('setup.packs.language')}>
        <Select
          value={wanted.language}
          onChange={(_, { value }) => {
            change({ ...wanted, language: value as Language });
          }}
        >
          {pack.languages.map((one) => (
            <option key={one} value={one}>
              {t(`language.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {(['area', 'audience', 'source'] as const).map((filter) => (
        <Field key={filter} label={t(`setup.packs.head.${filter}`)}>
          <Select
            value={wanted[filter]}
            onChange={(_, { value }) => {
              change({ ...wanted, [filter]: value });
            }}
          >
            <option value="">{t('setup.packs.any')}</option>
            {choices[filter].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}

function OneWeek({ entry, language }: { readonly entry: Week; readonly language: Language }) {
  const { t } = useTab();
  const styles = useStyles();
  const place = entry.number === null ? t('setup.packs.hidden') : String(entry.number);
  const number = entry.pack === undefined ? place : t('setup.packs.in', { pack: entry.pack, number: place });
  return (
    <details>
      <summary className={styles.heading}>
        {number}. <span lang={language}>{said(entry.heading, language)}</span>
      </summary>
      <div className={styles.text} lang={language}>
        <p>{said(entry.body, language)}</p>
        <p>
          <b>{t('setup.packs.try')}</b> {said(entry.tryThis, language)}
        </p>
      </div>
    </details>
  );
}

function Questions({ entry, language }: { readonly entry: EntryView; readonly language: Language }) {
  const { t } = useTab();
  const styles = useStyles();
  if (entry.questions.length === 0) return t('setup.packs.no-question');
  return (
    <ul className={styles.questions} lang={language}>
      {entry.questions.map(({ id, text }) => (
        <li key={id}>{said(text, language)}</li>
      ))}
    </ul>
  );
}

function Source({ source }: Pick<EntryView, 'source'>) {
  const { title, publisher, year, where, url } = source;
  const named = `${title}, ${publisher} ${year}`;
  return (
    <>
      {url === null ? (
        named
      ) : (
        <Link href={url} target="_blank" rel="noreferrer" inline>
          {named}
        </Link>
      )}
      <br />
      {where}
    </>
  );
}

const said = (words: Words, language: Language): string => words[language] ?? words.nb;
const sourceName = ({ source }: EntryView): string => `${source.publisher} ${source.year}`;
const areaName = ({ areas }: Pick<Weeks, 'areas'>, { area }: EntryView, language: Language): string => {
  const found = areas.find(({ id }) => id === area);
  return found === undefined ? area : said(found.name, language);
};

function fits(entry: Week, pack: Weeks, wanted: Wanted): boolean {
  const { language, text } = wanted;
  const chosen = { area: entry.area, audience: entry.audience, source: sourceName(entry) };
  const isChosen = (['area', 'audience', 'source'] as const).every(
    (filter) => wanted[filter] === '' || wanted[filter] === chosen[filter],
  );
  const { heading, body, tryThis, questions, source } = entry;
  const read = [heading, body, tryThis, ...questions.map((question) => question.text)]
    .map((words) => said(words, language))
    .concat(areaName(pack, entry, language), source.title, source.publisher, source.where)
    .join(' ')
    .toLowerCase();
  return (
    isChosen &&
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => read.includes(word))
  );
}

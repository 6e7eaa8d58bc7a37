import { type Entry, type Pack, textIn } from '../model.ts';
import { type Documents, runsOf, type SourceDocument } from './documents.ts';
import { type Flaw } from './flaw.ts';
import { figuresOf, textsOf } from './text.ts';

/** A rule that needs the documents beside the project. */
export interface DocumentCheck {
  readonly name: string;
  readonly flaws: (pack: Pack, documents: Documents) => readonly Flaw[];
}

/** A heading stands on the cited page, or opens a chapter that runs on to it. */
const PAGES_BACK = 4;

interface Place {
  readonly heading: string;
  readonly pages: readonly number[];
}

/** `Bærum kommune, HR-perspektivet, s. 29 og 61`: chapter or heading, then pages. */
function placeOf(where: string): Place {
  const at = where.search(/(^|,\s*)s\. ?\d/);
  const pages = at < 0 ? [] : (where.slice(at).match(/\d+/g) ?? []).map(Number);
  return { heading: (at < 0 ? where : where.slice(0, at)).trim(), pages };
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();

/** What is wrong with a place in a document, or nothing. */
export function whereFault(where: string, document: SourceDocument): string | undefined {
  const { heading, pages } = placeOf(where);
  const missing = pages.find((page) => !document.pages.has(page));
  if (missing !== undefined) return `there is no page ${missing}`;
  if (document.pages.size > 0 && pages.length === 0) return 'names no page, though the document has pages';
  if (document.pages.size > 0) return headingFault(heading, pages, document);
  // A long heading may be cut at its comma.
  const isHeading = document.text
    .split('\n')
    .some((line) => [line, line.split(/[,:]/)[0]].some((one) => one?.trim() === heading));
  return isHeading ? undefined : `“${heading}” is no heading of the document`;
}

/** A comma may stand inside a heading or between chapter and heading, so both are tried. */
function headingFault(
  heading: string,
  [first = 1]: readonly number[],
  document: SourceDocument,
): string | undefined {
  if (heading === '') return undefined;
  const near = squeezed(pagesUpTo(document, first, PAGES_BACK));
  const isNear = (part: string) => near.includes(squeezed(part));
  const [chapter = '', ...rest] = heading.split(', ');
  const known = squeezed(document.text).includes(squeezed(chapter));
  return isNear(heading) || (known && (rest.length === 0 ? isNear(chapter) : rest.every(isNear)))
    ? undefined
    : `“${heading}” is no heading on page ${first} or shortly before`;
}

const pagesUpTo = ({ pages }: SourceDocument, last: number, back: number): string =>
  Array.from({ length: back + 1 }, (_, at) => pages.get(last - back + at) ?? '').join('\n');

const each = (
  pack: Pack,
  documents: Documents,
  say: (entry: Entry, document: SourceDocument) => string | undefined,
): readonly Flaw[] =>
  pack.entries.flatMap((entry) => {
    const document = documents.get(entry.source.document ?? '');
    const says = document && say(entry, document);
    return says === undefined ? [] : [{ pack: pack.id, place: entry.id, says }];
  });

const missingDocuments = (pack: Pack, documents: Documents): readonly Flaw[] =>
  pack.entries
    .filter(({ source }) => source.document !== undefined && !documents.get(source.document))
    .map(({ id, source }) => ({
      pack: pack.id,
      place: id,
      says: `there is no document ${source.document ?? ''}`,
    }));

/** Every figure of the case stands on the cited pages or the page before; the source's own year is known. */
function inventedFigures(entry: Entry, document: SourceDocument): string | undefined {
  const { pages } = placeOf(entry.source.where);
  const near =
    pages.length === 0 ? document.text : pages.map((page) => pagesUpTo(document, page, 1)).join('\n');
  const known = new Set([...figuresOf(near), String(entry.source.year)]);
  const odd = [...figuresOf(`${entry.heading.nb} ${entry.body.nb}`)].filter((figure) => !known.has(figure));
  return odd.length === 0 ? undefined : `${odd.join(', ')} does not stand in the source`;
}

function borrowedWords(pack: Pack, { runs }: Documents): readonly Flaw[] {
  return textsOf(pack).flatMap(({ place, text }) =>
    pack.languages.flatMap((language) =>
      runsOf(textIn(text, language))
        .filter((run) => runs.has(run))
        .map((run) => ({
          pack: pack.id,
          place: `${place}, ${language}`,
          says: `shares “${run}” with a document`,
        })),
    ),
  );
}

export const documentChecks: readonly DocumentCheck[] = [
  { name: 'sources exist', flaws: missingDocuments },
  {
    name: 'sources point at a real heading or page',
    flaws: (pack, documents) =>
      each(pack, documents, ({ source }, document) => whereFault(source.where, document)),
  },
  {
    name: 'figures stand in the source',
    flaws: (pack, documents) => each(pack, documents, inventedFigures),
  },
  { name: 'own words: no eight in a row from a document', flaws: borrowedWords },
];

import { type Entry, type Localised, type Pack, type Question } from '../../bot/content/model.ts';
import { loadPacks } from '../../bot/content/packs.ts';

const packs = loadPacks('bot/content/packs');
export const year = packs.pack('digital-ledelse');
const danish = packs.pack('lederens-oppgaver');
export const series = packs.pack('modenhet');

type Change<Part> = (part: Part) => Partial<Part>;

/** The year with one entry, or one question wherever it is asked, changed. */
const withEntry = (id: string, change: Change<Entry>, pack = year): Pack => ({
  ...pack,
  entries: pack.entries.map((entry) => (entry.id === id ? { ...entry, ...change(entry) } : entry)),
});
const withQuestion = (id: string, change: Change<Question>): Pack => ({
  ...year,
  entries: year.entries.map((entry) => ({
    ...entry,
    questions: entry.questions.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  })),
});
const said = (text: Localised, more: Partial<Localised>): Localised => ({ ...text, ...more });

export const first = 'noklene-tilbake';
export const asks = (nb: string) =>
  withQuestion('slutter-med-det-gamle', ({ text }) => ({ text: said(text, { nb }) }));
const asksIn = (more: Partial<Localised>) =>
  withQuestion('slutter-med-det-gamle', ({ text }) => ({ text: said(text, more) }));
export const tells = (more: Partial<Localised>) =>
  withEntry(first, ({ body }) => ({ body: said(body, more) }));
const tellsInDanish = (da: string) =>
  withEntry('ga-til-it', ({ body }) => ({ body: said(body, { da }) }), danish);
export const from = (where: string) => withEntry(first, ({ source }) => ({ source: { ...source, where } }));

/** One planted fault, by the rule that must find it, with the place and the words it is told by. */
export const plants: readonly (readonly [rule: string, what: string, pack: Pack, told: RegExp])[] = [
  [
    'at most 65 words a week',
    'a long case',
    tells({ en: 'Word. '.repeat(60) }),
    /noklene-tilbake, en: \d+ words/,
  ],
  [
    'at most 20 words a sentence',
    'one endless sentence',
    tells({ nn: 'og så '.repeat(15) }),
    /nn: 30\.0 words/,
  ],
  [
    'LIX at most 45',
    'heavy words',
    tells({ nb: 'Gjennomføringskompetanse forutsetter organisasjonsutvikling. '.repeat(4) }),
    /nb: LIX 103/,
  ],
  [
    'a heading for each week',
    'a thought told twice',
    withEntry('se-pa-brukeren', () => ({ heading: packs.entry(year.id, first).heading })),
    /se-pa-brukeren, nb: has the heading of noklene-tilbake/,
  ],
  [
    'written anew in each language',
    'a copied case',
    withEntry(first, ({ body }) => ({ body: said(body, { nn: body.nb }) })),
    /nn: the body is the same as in nb/,
  ],
  [
    'the same figures in each language',
    'another figure',
    withEntry('frivillige-guider', ({ body }) => ({
      body: said(body, { en: body.en.replace('600', '900') }),
    })),
    /en: 600, 900/,
  ],
  [
    'the same figures in each language',
    'a part of a figure',
    withEntry('frivillige-guider', ({ body }) => ({
      body: said(body, { nn: body.nn.replace('600', '60') }),
    })),
    /nn: 600, 60 /,
  ],
  [
    'nynorsk without forms that only bokmål has',
    'a bokmål word',
    tells({ nn: 'Dei veit ikke.' }),
    /body, nn: “ikke”/,
  ],
  [
    'nynorsk without forms that only bokmål has',
    'a bokmål word in capitals, before a stop',
    tells({ nn: 'HVORDAN? Det går.' }),
    /nn: “hvordan”/,
  ],
  [
    'nynorsk without forms that only bokmål has',
    'a bokmål ending',
    tells({ nn: 'Det er merkelig.' }),
    /nn: “merkelig”/,
  ],
  [
    'nynorsk without forms that only bokmål has',
    'a bokmål question',
    asksIn({ nn: 'Eg vet det.' }),
    /question slutter-med-det-gamle, nn: “vet”/,
  ],
  [
    'bokmål without forms that only nynorsk has',
    'a nynorsk word',
    tells({ nb: 'De vet ikkje.' }),
    /body, nb: “ikkje”/,
  ],
  [
    'bokmål without forms that only nynorsk has',
    'a nynorsk ending',
    tells({ nb: 'Det er merkeleg.' }),
    /nb: “merkeleg”/,
  ],
  [
    'Danish without forms that only Norwegian has',
    'a Norwegian word',
    tellsInDanish('Hvad gør vi etter det?'),
    /ga-til-it, body, da: “etter”/,
  ],
  [
    'Danish without forms that only Norwegian has',
    'a Norwegian ending',
    tellsInDanish('Vi mangler informasjon.'),
    /da: “informasjon”/,
  ],
  ['at most 65 words a week', 'a long case in Danish', tellsInDanish('Ord. '.repeat(60)), /ga-til-it, da: /],
  [
    'written anew in each language',
    'a Danish case left in bokmål',
    withEntry('ga-til-it', ({ body }) => ({ body: said(body, { da: body.nb }) }), danish),
    /ga-til-it, da: the body is the same as in nb/,
  ],
  [
    'one claim a question',
    'two claims in bokmål',
    asks('Vi slutter med det gamle og vi begynner med det nye.'),
    /nb: asks two things, joined by “og”/,
  ],
  [
    'one claim a question',
    'two claims in English',
    asksIn({ en: 'We end the old or we start the new.' }),
    /en: .*“or”/,
  ],
  ['one claim a question', 'both', asks('Vi har både mål.'), /“både”/],
  ['no leading question', 'an adverb', asks('Vi er dessverre sene.'), /nb: “dessverre”/],
  ['no leading question', 'a word that begins with å', asks('Åpenbart er vi sene.'), /nb: “Åpenbart”/],
  ['no leading question', 'a question for a yes', asksIn({ en: "Don't you agree?" }), /en: “Don't you”/],
  ['no statement that denies', 'a not', asks('Vi slutter ikke.'), /nb: “ikke”/],
  ['no statement that denies', "an n't", asksIn({ en: "We don't stop." }), /en: “don't”/],
  [
    'questions of the area of their week',
    'a question astray',
    withQuestion('slutter-med-det-gamle', () => ({ area: 'digital-innsikt' })),
    /noklene-tilbake: is about endringsledelse/,
  ],
  [
    'questions of the area of their week',
    'a week of a series that asks nothing of its area',
    withEntry('start-endring', () => ({ area: 'gevinstperspektivet' }), series),
    /start-endring: is about gevinstperspektivet, but omstillingskompetanse asks/,
  ],
  [
    'questions at a fixed interval',
    'a series that comes round unevenly',
    { ...series, entries: series.entries.slice(1) },
    /question toppen-eier: comes back after 5, 9 weeks/,
  ],
  [
    'questions at a fixed interval',
    'two weeks that changed places',
    {
      ...year,
      entries: [...year.entries.slice(1, 2), ...year.entries.slice(0, 1), ...year.entries.slice(2)],
    },
    /question slutter-med-det-gamle: comes back after 9, 10, 10, 11 weeks/,
  ],
  [
    'questions at a fixed interval',
    'a year that ends too early to come round',
    { ...year, entries: year.entries.slice(0, 39) },
    /after 10, 10, 10, 9 weeks/,
  ],
  [
    'scale questions four times a year',
    'a question asked twice',
    {
      ...year,
      entries: year.entries.map((entry, week) =>
        week === 10 || week === 30 ? { ...entry, questions: [] } : entry,
      ),
    },
    /question slutter-med-det-gamle: asked 2 times; at least 4/,
  ],
  [
    'scale questions four times a year',
    'a choice asked once',
    withEntry('kartet-ble-gammelt', () => ({ questions: [] })),
    /question hjelper-mest: asked 1 times; at least 2/,
  ],
  [
    'a year of forty weeks',
    '39 weeks',
    { ...year, entries: year.entries.slice(1) },
    /weeks: 39; at least 40/,
  ],
  [
    'a year of forty weeks',
    'few questions',
    { ...year, entries: year.entries.map((entry, week) => (week < 8 ? { ...entry, questions: [] } : entry)) },
    /weeks: 28 ask; at least 30/,
  ],
  [
    'a year of forty weeks',
    'three questions in a week',
    withEntry('se-pa-brukeren', ({ questions }) => ({ questions: [...questions, ...questions.slice(0, 1)] })),
    /se-pa-brukeren: asks more than 2/,
  ],
  [
    'every area',
    'five weeks of an area',
    withEntry('nye-folk', () => ({ area: 'endringsledelse' })),
    /area informasjonssikkerhet-og-personvern: 5 weeks; at least 6/,
  ],
  [
    'every area',
    'an unused area in a series',
    { ...year, plan: 'series', areas: [...year.areas, { id: 'ny', name: year.name, definition: year.name }] },
    /area ny: 0 weeks/,
  ],
];

export const documentPlants: typeof plants = [
  [
    'sources exist',
    'a file that is not there',
    withEntry(first, ({ source }) => ({ source: { ...source, document: 'borte.txt' } })),
    /noklene-tilbake: there is no document borte\.txt/,
  ],
  ['sources point at a real heading or page', 'a page past the end', from('s. 4'), /there is no page 4/],
  ['sources point at a real heading or page', 'no page', from('Først endring, så gevinst'), /names no page/],
  [
    'sources point at a real heading or page',
    'a heading nobody wrote',
    from('Først gevinst, s. 3'),
    /“Først gevinst” is no heading on page 3/,
  ],
  [
    'sources point at a real heading or page',
    'a part nobody wrote',
    from('Bærum kommune, Sist gevinst, s. 3'),
    /is no heading on page 3/,
  ],
  [
    'sources point at a real heading or page',
    'a heading that comes later',
    from('Først endring, så gevinst, s. 2'),
    /is no heading on page 2/,
  ],
  [
    'sources point at a real heading or page',
    'a sentence for a heading',
    withEntry('samme-ord', ({ source }) => ({ source: { ...source, where: 'Vi erfarte' } })),
    /samme-ord: “Vi erfarte” is no heading of the document/,
  ],
  [
    'figures stand in the source',
    'an invented figure',
    withEntry(first, ({ body, source }) => ({
      body: said(body, { nb: 'I 2017 hadde 13 av 40 enheter det.' }),
      source: { ...source, where: 's. 3' },
    })),
    /noklene-tilbake: 13 does not stand/,
  ],
  [
    'own words: no eight in a row from a document',
    'a borrowed sentence',
    tells({ nb: 'Sant: ingen hadde fått et klart ansvar for gevinsten!' }),
    /body, nb: shares “ingen hadde fått et klart ansvar for gevinsten”/,
  ],
];

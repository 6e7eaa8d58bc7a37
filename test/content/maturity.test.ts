import { type Pack } from '../../bot/content/model.ts';
import { readDocuments } from '../../bot/content/check/documents.ts';
import { loadPacks } from '../../bot/content/packs.ts';

/** The hypotheses of KS and PwC by a few words of each, in their order, with the statement that stands for it. */
const hypotheses = {
  ledelsesperspektivet: [
    [76, 'forankring/eierskap hos ledelsen', 'toppen-eier'],
    [76, 'organiseringen av, digitaliseringsinnsatsen', 'klart-hvem-som-styrer'],
    [76, 'digital kompetanse hos organisasjonen', 'digital-kompetanse'],
    [77, 'Lav omstillingskompetanse', 'omstillingskompetanse'],
  ],
  'hr-perspektivet': [
    [78, 'for lite organisasjonsfokus', 'arbeidet-som-teknologien'],
    [78, 'innovasjons-, og læringskultur', 'laerer-av-det-vi-prover'],
    [78, 'HR-relaterte konsekvenser', 'plan-for-de-ansatte'],
    [78, 'involvering av fagforeninger', 'tillitsvalgte-fra-starten'],
    [78, 'Vellykket kommunikasjon', 'informasjonen-nar-fram'],
    [78, 'Bred involvering', 'mange-er-med'],
    [78, 'Aktiv kommunikasjon rundt innovasjon', 'snakker-om-nye-ideer'],
    [78, 'Kultur og tradisjon for endring', 'vant-til-endring'],
  ],
  gevinstperspektivet: [
    [80, 'Klare mål og tydelig strategi', 'klart-hva-vi-vil'],
    [80, 'gevinstarbeid tidlig', 'gevinsten-planlegges'],
  ],
} as const;
const all = Object.values(hypotheses).flat();

const maturity = loadPacks('bot/content/packs').pack('modenhet');
const rounds = [0, 5, 10].map((from) => maturity.entries.slice(from, from + 5));
const askedIn = (weeks: Pack['entries']) => weeks.flatMap(({ questions }) => questions);

const documents = readDocuments('../shared/seeds');
if (!documents) process.stdout.write('hypotheses in the document: not run, ../shared/seeds is absent\n');

describe('the statements on maturity', () => {
  it('are one for each hypothesis', () => {
    const once = askedIn(rounds[0] ?? []);
    expect(once.map(({ id }) => id)).toEqual(all.map(([, , statement]) => statement));
    for (const [area, of] of Object.entries(hypotheses))
      expect(once.filter((question) => question.area === area)).toHaveLength(of.length);
  });

  it.each(documents ? all : [])('know the hypothesis of page %i on “%s”', (page, words) => {
    expect(documents?.get('003_86b6d61b8134e515.txt')?.pages.get(page)).toContain(words);
  });

  it('are asked three times over, the same in each of the five weeks', () => {
    const weeks = rounds.map((round) => round.map(({ questions }) => questions.map(({ id }) => id)));
    expect(maturity.entries).toHaveLength(15);
    expect(weeks[0]?.map((ids) => ids.length)).toEqual([3, 3, 3, 3, 2]);
    expect(weeks[1]).toEqual(weeks[0]);
    expect(weeks[2]).toEqual(weeks[0]);
  });

  it('are all good news to agree with, on one scale', () => {
    for (const { scale, wanted, text } of askedIn(maturity.entries)) {
      expect([scale, wanted]).toEqual(['agree5', undefined]);
      expect(text.nb).toMatch(/^Hos oss /);
      expect(text.nn).toMatch(/^Hos oss /);
    }
  });

  it('say in the first week of each round whose they are, and that nobody has validated them', () => {
    const firsts = rounds.map(([first]) => first?.body);
    for (const body of firsts) {
      expect(body?.nb).toMatch(/våre.*ikke( er)? validert/i);
      expect(body?.nn).toMatch(/våre.*ikkje( er)? validerte/i);
      expect(body?.en).toMatch(/ours|our own/i);
      expect(body?.en).toContain('not validated');
    }
    for (const [, , , , last] of rounds) expect(last?.body.nb).toMatch(/bare to påstander/i);
  });
});

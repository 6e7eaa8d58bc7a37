import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOfWeek, type Localised, type Pack } from '../../bot/content/model.ts';
import { loadPacks, PackFault } from '../../bot/content/packs.ts';

const folder = 'bot/content/packs';
const packs = loadPacks(folder).list();
const digital = loadPacks(folder).pack('digital-ledelse');
const languages = ['nb', 'nn', 'en'] as const;

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

function* textsOf(pack: Pack): Generator<Localised> {
  yield pack.name;
  for (const area of pack.areas) yield* [area.name, area.definition];
  for (const { heading, body, tryThis, questions } of pack.entries) {
    yield* [heading, body, tryThis];
    for (const { text, low, high, options } of questions)
      yield* options.length > 0 ? [text, ...options] : [text, low, high];
  }
}

describe('a pack of ours', () => {
  it('gives a working quarter, and a question in most of its weeks', () => {
    expect(digital.entries.length).toBeGreaterThanOrEqual(10);
    expect(digital.entries.filter(({ questions }) => questions.length > 0).length).toBeGreaterThanOrEqual(8);
  });

  it('asks each question again after the same number of weeks, so that a trend appears', () => {
    const { entries } = digital;
    for (const id of new Set(entries.flatMap(({ questions }) => questions.map(({ id }) => id)))) {
      const weeks = entries.flatMap(({ questions }, week) =>
        questions.some((one) => one.id === id) ? [week] : [],
      );
      const gaps = weeks.map((week, index) => (weeks[index + 1] ?? entries.length + (weeks[0] ?? 0)) - week);
      expect({ id, gaps: new Set(gaps).size }).toEqual({ id, gaps: 1 });
    }
  });

  it('starts over after its last week', () => {
    expect(entryOfWeek(digital, digital.entries.length)).toBe(digital.entries[0]);
  });

  it('asks about the area that its week is about, and uses every area', () => {
    for (const { area, questions } of digital.entries)
      for (const question of questions) expect(question.area).toBe(area);
    expect(new Set(digital.entries.map(({ area }) => area))).toEqual(
      new Set(digital.areas.map(({ id }) => id)),
    );
  });

  it('fits a phone: at most 65 words a week before scale and small print', () => {
    for (const { id, heading, body, tryThis, questions } of packs.flatMap(({ entries }) => entries))
      for (const language of languages) {
        const texts = [heading, body, tryThis, ...questions.map(({ text }) => text)];
        const count = texts.flatMap((text) => words(text[language])).length;
        expect({ id, language, short: count <= 65 }).toEqual({ id, language, short: true });
      }
  });

  it('is plain: at most 20 words a sentence on average', () => {
    for (const { id, body } of packs.flatMap(({ entries }) => entries))
      for (const language of languages) {
        const sentences = body[language].split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '');
        expect({ id, plain: words(body[language]).length / sentences.length <= 20 }).toEqual({
          id,
          plain: true,
        });
      }
  });

  it('has nynorsk that is nynorsk, without words that only bokmål has', () => {
    const bokmål =
      /(?<![\p{L}])(ikke|jeg|hva|hvem|hvor|hvorfor|hvordan|hvilke|fra|uke|uka|leder|ledere|noe|noen|mye|bare|også|enhet|enheten|øker|gjør|blir ikke|sier|ser ut|vet|dere|eller ikke|ansatte|ansatt|være|blitt)(?![\p{L}])/iu;
    for (const pack of packs) for (const { nn } of textsOf(pack)) expect(nn).not.toMatch(bokmål);
  });
});

const seeds = '../shared/seeds';
const present = readable(seeds);
if (!present) process.stdout.write('comparison with the documents: not run, ../shared/seeds is absent\n');
// The message above says why.
const besideSeeds = present ? describe : describe.skip;

besideSeeds('a pack beside the documents it draws on', () => {
  it('shares no run of eight words with the documents it draws on', () => {
    const plainWords = (text: string) => words(text.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, ' '));
    const runs = (list: readonly string[]) =>
      list.slice(0, Math.max(0, list.length - 7)).map((_word, at) => list.slice(at, at + 8).join(' '));
    const known = new Set(
      readdirSync(seeds).flatMap((file) => runs(plainWords(readFileSync(join(seeds, file), 'utf8')))),
    );
    const shared = packs
      .flatMap((pack) => [...textsOf(pack)])
      .flatMap((text) => languages.flatMap((language) => runs(plainWords(text[language]))))
      .filter((run) => known.has(run));
    expect(shared).toEqual([]);
  });

  it('names documents that exist', () => {
    const files = readdirSync(seeds);
    for (const { source } of packs.flatMap(({ entries }) => entries))
      expect(files).toContain(source.document ?? files[0]);
  });
});

function readable(path: string): boolean {
  try {
    return readdirSync(path).length > 0;
  } catch {
    return false;
  }
}

describe('a broken pack', () => {
  const weeks = readFileSync(join(folder, 'digital-ledelse', 'weeks.yaml'), 'utf8');
  const broken = (file: string, change: (text: string) => string): string => {
    const copy = mkdtempSync(join(tmpdir(), 'lederpuls-packs-'));
    try {
      mkdirSync(join(copy, 'digital-ledelse'));
      for (const name of readdirSync(join(folder, 'digital-ledelse'))) {
        const text = readFileSync(join(folder, 'digital-ledelse', name), 'utf8');
        writeFileSync(join(copy, 'digital-ledelse', name), name === file ? change(text) : text);
      }
      loadPacks(copy);
      return 'accepted';
    } catch (fault) {
      expect(fault).toBeInstanceOf(PackFault);
      return (fault as Error).message;
    } finally {
      rmSync(copy, { recursive: true });
    }
  };

  it.each([
    [
      'a text without nynorsk',
      (text: string) => text.replace('    nn: Er den nye måten den einaste?\n', ''),
      /weeks\.yaml: noklene-tilbake\.heading\.nn: /,
    ],
    [
      'a question that does not exist',
      (text: string) => text.replace('questions: [ser-muligheter]', 'questions: [finnes-ikke]'),
      /weeks\.yaml: unge-mentorer: .*finnes-ikke/,
    ],
    [
      'an area that does not exist',
      (text: string) => text.replace('area: digital-innsikt', 'area: ukjent'),
      /weeks\.yaml: unge-mentorer: .*ukjent/,
    ],
    [
      'no source',
      (text: string) => text.replace("  source: { <<: *ks, where: 'Bærum kommune, HR-perspektivet, s. 29' }\n", ''),
      /weeks\.yaml: hva-nokkelen-vet\.source: /,
    ],
    [
      'two weeks of one name',
      (text: string) => text.replace('id: samme-ord', 'id: unge-mentorer'),
      /weeks\.yaml: unge-mentorer: stands there twice/,
    ],
    ['no YAML', () => 'id: [', /weeks\.yaml: file: /],
  ] as const)('with %s is refused by file and entry', (_what, change, message) => {
    expect(change(weeks)).not.toBe(weeks);
    expect(broken('weeks.yaml', change)).toMatch(message);
  });

  it('is not missed when a whole file is gone', () => {
    const copy = mkdtempSync(join(tmpdir(), 'lederpuls-packs-'));
    mkdirSync(join(copy, 'tom'));
    expect(() => loadPacks(copy)).toThrow(/tom.pack\.yaml: file: is missing/);
    rmSync(copy, { recursive: true });
  });
});

describe("an agency's own folder", () => {
  it('adds packs, and stands in for ours of the same name', () => {
    const own = mkdtempSync(join(tmpdir(), 'lederpuls-own-'));
    mkdirSync(join(own, 'digital-ledelse'));
    for (const name of readdirSync(join(folder, 'digital-ledelse')))
      writeFileSync(
        join(own, 'digital-ledelse', name),
        readFileSync(join(folder, 'digital-ledelse', name), 'utf8').replace(
          'nb: Digital ledelse',
          'nb: Vår pakke',
        ),
      );
    expect(loadPacks(folder, own).pack('digital-ledelse').name.nb).toBe('Vår pakke');
    rmSync(own, { recursive: true });
  });
});

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textIn } from '../../bot/content/model.ts';
import { PackFault } from '../../bot/content/faults.ts';
import { loadPacks } from '../../bot/content/packs.ts';

const folder = 'bot/content/packs';
const digital = loadPacks(folder).pack('digital-ledelse');
describe('a pack of ours', () => {
  it('is read in Danish where it has Danish, and in bokmål where it has not', () => {
    const danish = loadPacks(folder).pack('lederens-oppgaver');
    expect(danish.languages).toEqual(['nb', 'nn', 'en', 'da']);
    expect(textIn(danish.name, 'da')).toBe('Lederens seks opgaver');
    expect(digital.languages).toEqual(['nb', 'nn', 'en']);
    expect(textIn(digital.name, 'da')).toBe('Digital ledelse');
    expect(textIn(digital.name, 'nn')).toBe('Digital leiing');
  });

  it('marks a statement that one hopes is not so', () => {
    const questions = digital.entries.flatMap((entry) => entry.questions);
    const lows = new Set(questions.filter(({ wanted }) => wanted === 'low').map(({ id }) => id));
    expect([...lows].sort()).toEqual(['far-vite-for-sent', 'vanskelig-a-prove']);
  });
});

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
      /weeks\.yaml: unge-mentorer\.questions: .*finnes-ikke/,
    ],
    [
      'an area that does not exist',
      (text: string) => text.replace('area: digital-innsikt', 'area: ukjent'),
      /weeks\.yaml: unge-mentorer\.area: .*ukjent/,
    ],
    [
      'no source',
      (text: string) =>
        text.replace("  source: { <<: *ks, where: 'Bærum kommune, HR-perspektivet, s. 29' }\n", ''),
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

  it.each([
    [
      'a text without Danish in a Danish pack',
      'lederens-oppgaver',
      (text: string) => text.replace('    da: Hvem går til hvem?\n', ''),
      /weeks\.yaml: ga-til-it\.heading\.da: /,
    ],
    [
      'a Danish text in a pack that names no Danish',
      'jobb-smartere',
      (text: string) => text.replace('  heading:\n', '  heading:\n    da: Send linket\n'),
      /weeks\.yaml: send-lenken\.heading\.da: names no Danish/,
    ],
  ] as const)('with %s is refused: all of it or none', (_what, pack, change, message) => {
    const copy = mkdtempSync(join(tmpdir(), 'lederpuls-packs-'));
    cpSync(join(folder, pack), join(copy, pack), { recursive: true });
    const weeks = join(copy, pack, 'weeks.yaml');
    writeFileSync(weeks, change(readFileSync(weeks, 'utf8')));
    expect(() => loadPacks(copy)).toThrow(message);
    rmSync(copy, { recursive: true });
  });

  it('without bokmål, nynorsk or English is refused', () => {
    const copy = mkdtempSync(join(tmpdir(), 'lederpuls-packs-'));
    cpSync(join(folder, 'jobb-smartere'), join(copy, 'jobb-smartere'), { recursive: true });
    const head = join(copy, 'jobb-smartere', 'pack.yaml');
    writeFileSync(head, `languages: [nb, da]\n${readFileSync(head, 'utf8')}`);
    expect(() => loadPacks(copy)).toThrow(/pack\.yaml: languages: must have nb, nn, en/);
    rmSync(copy, { recursive: true });
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

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackFault, toldFault } from '../../bot/content/faults.ts';
import { identityFault } from '../../bot/content/identity.ts';
import { loadPacks, type Packs } from '../../bot/content/packs.ts';
import { type RawQuestion } from '../../bot/content/shapes.ts';

const ours = 'bot/content/packs';
const base = loadPacks(ours).pack('digital-ledelse');
const ids = (packs: Packs, pack = 'digital-ledelse') => packs.pack(pack).entries.map(({ id }) => id);

const own = mkdtempSync(join(tmpdir(), 'lederpuls-own-'));
afterEach(() => {
  rmSync(own, { recursive: true });
  mkdirSync(own);
});
afterAll(() => {
  rmSync(own, { recursive: true });
});

const write = (file: string, text: string, folder = 'digital-ledelse') => {
  mkdirSync(join(own, folder), { recursive: true });
  writeFileSync(join(own, folder, file), text);
};
const changes = (text: string, folder?: string) => {
  write('changes.yaml', `extends: digital-ledelse\n${text}`, folder);
  return loadPacks(ours, own);
};
const told = (packs: Packs) =>
  packs.withheld.flatMap(({ faults }) => faults.map((fault) => toldFault(fault, 'en')));

const question = (more: string) => `
questions:
  - id: slutter-med-det-gamle
    version: 2
    area: endringsledelse
    scale: agree5
    text:
      nb: Hos oss slutter vi med det gamle når vi innfører noe nytt.
      nn: Hos oss sluttar vi med det gamle når vi innfører noko nytt.
      en: In my unit, the old way ends when something new comes.
    low: { nb: Helt uenig, nn: Heilt ueinig, en: Strongly disagree }
    high: { nb: Helt enig, nn: Heilt einig, en: Strongly agree }
${more}`;

const week = (id: string, after: string) => `
  - after: ${after}
    id: ${id}
    area: endringsledelse
    perspective: hr
    minutes: 2
    heading: { nb: Hva stopper oss?, nn: Kva stoppar oss?, en: What stops us? }
    body: { nb: Vi startet tre tiltak i fjor., nn: Vi starta tre tiltak i fjor., en: We began three things last year. }
    tryThis: { nb: Velg ett., nn: Vel eitt., en: Choose one. }
    source: { title: Årsplanen, publisher: Etaten, year: 2026, where: Kapittel 2 }`;

describe('an agency that changes one of our packs', () => {
  it('replaces a field of a week, and keeps the rest of it', () => {
    const packs = changes(
      'replace:\n  - id: noklene-tilbake\n    heading: { nb: Slutt med det gamle, nn: Slutt med det gamle, en: End the old }\n',
    );
    const entry = packs.entry('digital-ledelse', 'noklene-tilbake');
    const before = base.entries.find(({ id }) => id === 'noklene-tilbake');
    expect(entry).toEqual({
      ...before,
      heading: { nb: 'Slutt med det gamle', nn: 'Slutt med det gamle', en: 'End the old' },
    });
    expect(packs.pack('digital-ledelse')).toMatchObject({ origin: 'changed', name: base.name });
    expect(told(packs)).toEqual([]);
  });

  it('hides a week, which cards already posted still find', () => {
    const packs = changes('hide: [frivillige-guider]\n');
    expect(ids(packs)).toEqual(base.entries.map(({ id }) => id).filter((id) => id !== 'frivillige-guider'));
    expect(packs.entry('digital-ledelse', 'frivillige-guider').id).toBe('frivillige-guider');
  });

  it('adds weeks first, after one of ours and after one of its own', () => {
    const packs = changes(
      `add:${week('forst', 'start')}${week('etter', 'noklene-tilbake')}${week('etter-etter', 'etter')}\n`,
    );
    expect(told(packs)).toEqual([]);
    expect(ids(packs).slice(0, 5)).toEqual([
      'forst',
      'noklene-tilbake',
      'etter',
      'etter-etter',
      'frivillige-guider',
    ]);
  });

  it('mends the wording of a question under its id, so that the trend goes on', () => {
    const packs = changes(question(''));
    expect(told(packs)).toEqual([]);
    const [asked] = packs.entry('digital-ledelse', 'noklene-tilbake').questions;
    expect(asked).toMatchObject({ id: 'slutter-med-det-gamle', version: 2, scale: 'agree5' });
    expect(asked?.text.nb).toContain('noe nytt');
  });

  it('renames an area without losing what was asked in it', () => {
    const packs = changes(`areas:
  - id: endringsledelse
    name: { nb: Omstilling, nn: Omstilling, en: Change }
    definition: { nb: Å endre sammen., nn: Å endre saman., en: Changing together. }
`);
    expect(packs.area('digital-ledelse', 'endringsledelse').name.nb).toBe('Omstilling');
    expect(packs.pack('digital-ledelse').areas).toHaveLength(base.areas.length);
  });

  it('may stand beside ours under a name of its own', () => {
    const packs = changes('name: { nb: Vår, nn: Vår, en: Ours }\nhide: [frivillige-guider]\n', 'var-egen');
    expect(ids(packs)).toHaveLength(base.entries.length);
    expect(ids(packs, 'var-egen')).toHaveLength(base.entries.length - 1);
    expect(packs.pack('var-egen').name.nb).toBe('Vår');
  });

  it.each([
    [
      'another scale',
      question('').replace('agree5', 'zero10'),
      /questions\.slutter-med-det-gamle: .*give it a new id/,
    ],
    [
      'the same version',
      question('').replace('version: 2', 'version: 1'),
      /slutter-med-det-gamle: .*Set version to 2/,
    ],
    [
      'turned ends',
      question('').replace('low:', 'was:').replace('high:', 'low:').replace('was:', 'high:'),
      /slutter-med-det-gamle: .*give it a new id/,
    ],
    [
      'other words altogether',
      question('').replace(/nb: Hos oss .*/, 'nb: Lederen min kan bruke digitale verktøy.'),
      /slutter-med-det-gamle: .*hardly a word in common/,
    ],
    ['an unknown week', 'hide: [finnes-ikke]', /changes\.yaml: hide: names finnes-ikke/],
    ['an unknown week to follow', `add:${week('ny', 'borte')}`, /changes\.yaml: add\.ny\.after: names borte/],
    ['a week that exists', `add:${week('noklene-tilbake', 'start')}`, /noklene-tilbake: stands there twice/],
    [
      'a week replaced and hidden',
      'replace: [{ id: unge-mentorer, minutes: 3 }]\nhide: [unge-mentorer]',
      /replace\.unge-mentorer: stands there twice/,
    ],
    ['an unknown field', 'hidden: [unge-mentorer]', /changes\.yaml: file: has an unknown field, hidden/],
    [
      'a text without nynorsk',
      'replace: [{ id: unge-mentorer, heading: { nb: Hei, en: Hi } }]',
      /replace\.unge-mentorer\.heading\.nn: is missing/,
    ],
  ] as const)('with %s is told where and what to do, and its pack is withheld', (_what, text, message) => {
    const packs = changes(`${text}\n`);
    expect(told(packs).join('\n')).toMatch(message);
    expect(packs.find('digital-ledelse')).toBeUndefined();
    expect(() => packs.pack('digital-ledelse')).toThrow('unknown-pack');
    // Cards already posted, and every other pack, go on.
    expect(packs.entry('digital-ledelse', 'noklene-tilbake').id).toBe('noklene-tilbake');
    expect(packs.pack('jobb-smartere').origin).toBe('ours');
  });

  it('hears of every fault at once', () => {
    const packs = changes('hide: [finnes-ikke, heller-ikke]\nreplace: [{ id: borte, minutes: 2 }]\n');
    expect(told(packs)).toHaveLength(3);
  });

  it.each([
    ['nothing', 'extends: finnes-ikke\n', /extends: names “finnes-ikke”.*Choose one of: .*jobb-smartere/],
    ['no YAML', 'extends: [', /changes\.yaml: file: is no YAML/],
  ])('that extends %s is withheld', (_what, text, message) => {
    write('changes.yaml', text);
    expect(told(loadPacks(ours, own)).join()).toMatch(message);
  });

  it('has either a pack or changes in a folder', () => {
    write('pack.yaml', 'id: digital-ledelse\n');
    expect(told(changes('hide: []\n')).join()).toMatch(/changes\.yaml: file: stands beside pack\.yaml/);
  });

  it('cannot ask under an id of ours something else in a pack of its own', () => {
    for (const file of ['pack.yaml', 'questions.yaml', 'weeks.yaml'])
      write(
        file,
        readFileSync(join(ours, 'jobb-smartere', file), 'utf8')
          .replace('id: jobb-smartere', 'id: var-egen')
          .replace('scale: yesno', 'scale: agree5'),
        'var-egen',
      );
    const packs = loadPacks(ours, own);
    expect(told(packs).join()).toMatch(/questions\.yaml: .*was asked with the scale yesno/);
    expect(packs.list().map(({ id }) => id)).not.toContain('var-egen');
    expect(packs.pack('jobb-smartere').origin).toBe('ours');
  });

  it('is told when PACKS_DIR is no folder, for then nobody knows what was to be changed', () => {
    expect(() => loadPacks(ours, join(own, 'borte'))).toThrow(PackFault);
    expect(() => loadPacks(ours, join(own, 'borte'))).toThrow(/PACKS_DIR: is no folder/);
  });
});

describe('a question', () => {
  const text = (nb: string) => ({ nb, nn: nb, en: nb });
  const choices = (...options: readonly string[]): RawQuestion => ({
    ...{ id: 'valg', version: 1, area: 'a', scale: 'one', text: text('Hva hjelper mest?') },
    options: options.map(text),
  });
  const fault = (now: RawQuestion) => identityFault(choices('A', 'B'), now)?.code;

  it('keeps the places of its choices', () => {
    expect(fault(choices('A', 'B'))).toBeUndefined();
    expect(fault({ ...choices('A', 'B', 'C'), version: 2 })).toBeUndefined();
    expect(fault(choices('A', 'B', 'C'))).toBe('same-version');
    expect(fault({ ...choices('B', 'A'), version: 2 })).toBe('moved-choices');
    expect(fault({ ...choices('A'), version: 2 })).toBe('moved-choices');
    expect(fault({ ...choices('A', 'Bedre sagt'), version: 2 })).toBeUndefined();
  });

  it('never goes back to an older version', () => {
    expect(identityFault({ ...choices('A', 'B'), version: 3 }, choices('A', 'B'))?.code).toBe(
      'older-version',
    );
  });

  it('of ours is one and the same in every pack', () => {
    const packs = loadPacks(ours);
    const all = packs.list().flatMap(({ id }) => packs.files(id).questions);
    for (const one of all)
      for (const other of all.filter(({ id }) => id === one.id))
        expect({ id: one.id, fault: identityFault(one, other) }).toEqual({ id: one.id, fault: undefined });
  });
});

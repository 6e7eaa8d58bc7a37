import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readDocuments, runsOf } from '../../bot/content/check/documents.ts';
import { foreignWords } from '../../bot/content/check/forms.ts';
import { whereFault } from '../../bot/content/check/sources.ts';
import { lix } from '../../bot/content/check/text.ts';
import { checkCodes } from '../../bot/minutes/model/checks.ts';
import { standingAgenda, type Template } from '../../bot/minutes/model/template.ts';
import { readTemplates, templateSchema } from '../../bot/minutes/templates.ts';

const templates = [...readTemplates().values()];
const languages = ['nb', 'nn', 'en'] as const;
type Worded = Template['names'];

const textsOf = ({ names, kinds, items }: Template): readonly Worded[] => [
  names,
  ...Object.values(kinds ?? {}).map(({ name }) => name),
  ...items.flatMap(({ title, guidance, film, steps, questions }) => [
    title,
    ...(film ? [film.title] : []),
    ...(guidance ? [guidance] : []),
    ...(steps ?? []).map(({ text }) => text),
    ...(questions ?? []),
  ]),
];
const named = (id: string): Template => {
  const found = templates.find((template) => template.id === id);
  if (!found) throw new Error(`There is no template ${id}`);
  return found;
};

const documents = readDocuments('../shared/seeds');
if (!documents) process.stdout.write('templates and the documents: not run, ../shared/seeds is absent\n');

describe('the templates of meetings', () => {
  it('are the six of the programme', () => {
    expect(templates.map(({ id }) => id)).toEqual([
      ...['dfo-episode-1', 'dfo-episode-2', 'dfo-episode-3', 'idf-mote', 'ledermote', 'seksjonsmote'],
    ]);
  });

  it.each(templates)('$id reads as bokmål and as nynorsk, and is easy to read', (template) => {
    for (const text of textsOf(template)) {
      expect(foreignWords(text.nn, 'nn')).toEqual([]);
      expect(foreignWords(text.nb, 'nb')).toEqual([]);
    }
    for (const guidance of template.items.flatMap((item) => (item.guidance ? [item.guidance] : [])))
      for (const language of languages) expect(lix(guidance[language])).toBeLessThanOrEqual(45);
  });

  it.each(documents ? templates : [])('$id is in own words, and its sources are there', (template) => {
    for (const text of textsOf(template))
      for (const language of languages)
        expect(runsOf(text[language]).filter((run) => documents?.runs.has(run))).toEqual([]);
    const faults = template.sources.map(({ document = '', where }) => {
      const source = documents?.get(document);
      return source ? whereFault(where, source) : `there is no document ${document}`;
    });
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.each(templates)(
    '$id has no meeting finished without a chair, or a decision without its text',
    (template) => {
      expect(template.rules).toMatchObject({ 'chair-set': 'block', 'decision-written': 'block' });
      for (const code of Object.keys(template.rules)) expect(checkCodes).toContain(code);
    },
  );
});

describe('the course of three meetings', () => {
  const episodes = [1, 2, 3].map((number) => named(`dfo-episode-${number}`));

  it.each(episodes)(
    '$id is a film of 15 minutes and 45 minutes of work, questions last, to a goal',
    ({ items }) => {
      const [film, ...work] = items;
      expect(film?.film).toBeDefined();
      expect(film?.plannedMinutes).toBe(15);
      expect(work.reduce((sum, { plannedMinutes }) => sum + (plannedMinutes ?? 0), 0)).toBe(45);
      expect(work.map(({ kind }) => kind)).toEqual(['D', 'D', 'B']);
      expect(work[1]?.questions?.length).toBeGreaterThanOrEqual(3);
      for (const { steps } of work.slice(0, 2)) expect(steps?.length).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(episodes)('$id says whose the theme is, and can do without the film', ({ items: [film] }) => {
    expect(film?.guidance?.nb).toMatch(/temaet her er vårt.*leser dere dette høyt/);
    expect(film?.guidance?.nn).toMatch(/temaet her er vårt.*les de dette høgt/);
    expect(film?.guidance?.en).toMatch(/theme here is ours.*read this aloud/);
  });

  it('gives each item its film, steps and questions in the language of the meeting', () => {
    const agenda = standingAgenda(named('dfo-episode-2'), 'nn', () => 'id');
    expect(agenda.map(({ title }) => title.text)[1]).toBe('Arbeid: éi oppgåve på ein ny måte');
    expect(agenda[0]?.guidance).toMatchObject({
      film: { title: 'Introduksjon til digital transformasjon, episode 2', link: null },
      steps: [],
    });
    expect(agenda[1]?.guidance?.steps.map(({ minutes }) => minutes)).toEqual([5, 10, 5]);
    expect(agenda[2]?.guidance?.questions).toContain('Kva kan vi love dei det gjeld?');
  });
});

describe('the meeting of management and representatives', () => {
  it('goes by the letters I, D and F', () => {
    const { kinds, items } = named('idf-mote');
    expect([kinds?.O?.letter, kinds?.D?.letter, kinds?.B?.letter]).toEqual(['I', 'D', 'F']);
    expect(items.map(({ kind }) => kind).join('')).toBe('GOODBE');
  });
});

describe('a template that is wrong', () => {
  const episode = readFileSync('bot/minutes/templates/dfo-episode-1.yaml', 'utf8');

  it.each([
    ['a text without nynorsk', '      nn: Sjå filmen saman\n', '', /items\[0\]\.title\.nn/],
    ['steps that do not fill the time', '- minutes: 10', '- minutes: 11', /minutes of the steps/],
    ['a film with nothing to read instead', / {4}guidance:\n( {6}.*\n){3}/, '', /film needs guidance/],
    ['a film at an unsafe address', '    film:\n', '    film:\n      link: javascript:alert(1)\n', /link/],
    ['no source', /sources:[^]*?items:/, 'items:', /sources/],
  ])('with %s stops the start', (_what, found, instead, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'lederpuls-templates-'));
    mkdirSync(join(folder, 'templates'));
    const broken = episode.replace(found, instead);
    expect(broken).not.toBe(episode);
    writeFileSync(join(folder, 'templates', 'mal.yaml'), broken);
    expect(() => readTemplates(folder)).toThrow(message);
    rmSync(folder, { recursive: true });
  });
});

describe('an agency’s own template', () => {
  it('lies beside its packs, and stands in for one of ours with the same id', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lederpuls-templates-'));
    expect(readTemplates(folder).size).toBe(templates.length);
    mkdirSync(join(folder, 'templates'));
    const text = readFileSync('bot/minutes/templates/ledermote.yaml', 'utf8');
    writeFileSync(join(folder, 'templates', 'a.yaml'), text.replace('id: ledermote', 'id: direktormote'));
    writeFileSync(join(folder, 'templates', 'b.yaml'), text.replace('way: next-meeting', 'way: chair'));
    const all = readTemplates(folder);
    expect(all.size).toBe(templates.length + 1);
    expect(all.get('ledermote')?.approval.way).toBe('chair');
    expect(all.has('direktormote')).toBe(true);
    writeFileSync(join(folder, 'templates', 'c.yaml'), text);
    expect(() => readTemplates(folder)).toThrow('stands there twice');
    rmSync(folder, { recursive: true });
  });

  it('may be checked by any editor, with the published shape', () => {
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(templateSchema());
    for (const template of templates) expect([template.id, valid(template)]).toEqual([template.id, true]);
    expect(valid({ ...named('ledermote'), items: [] })).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import {
  formatDate,
  formatNumber,
  formatTime,
  languageOf,
  languages,
  refusalText,
  texts,
  weekName,
} from '../../../bot/platform/texts.ts';
import { Refusal, refusals, type RefusalCode } from '../../../bot/refusal.ts';

const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../../bot/texts/${language}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
const [nb, nn, en] = [read('nb'), read('nn'), read('en')];
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
const spoken = (text: string) => text.replace(/\{\w+\}/g, '');

/** Words of bokmål that have another form in nynorsk. */
const bokmalOnly = new Set(
  `ikke jeg hva hvem hvor hvordan hvorfor hvis hver hvert hvilke hvilken noe noen fra uke uka uken ukene leder lederen ledere
  lederne møteleder møtelederen beslutning beslutninger beslutningen dere deres hun dem selv hele mye gjøre gjør sier vet
  åpne åpner åpnet åpen åpent flere navn navnet mulig uten siden mens disse kommer sammen bedre mangler svarene lagrer
  lagret endret avsluttet bare mer være vært ble nå en et enhet enheten enheter velg finnes spørsmålene møtene
  listen gruppen sendte ennå ga tatt skrevet skriver ansvarlig`
    .split(/\s+/)
    .filter((word) => !word.includes('-')),
);
const lookBokmal = (word: string) =>
  bokmalOnly.has(word) || (/(lig|lige|het|heten)$/.test(word) && !/^(frivillig|billig|einig)e?$/.test(word));

describe('the texts', () => {
  it.each(languages)('has every text in %s', (language) => {
    expect(Object.keys(read(language)).sort()).toEqual(Object.keys(nb).sort());
  });

  it('asks for the same values in every language', () => {
    for (const [key, text] of Object.entries(nb)) {
      expect([key, placeholders(nn[key] ?? '')]).toEqual([key, placeholders(text)]);
      expect([key, placeholders(en[key] ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('says no long sentence the same way in bokmål and nynorsk', () => {
    const copied = Object.keys(nb).filter((key) => spoken(nb[key] ?? '').length > 50 && nb[key] === nn[key]);
    expect(copied).toEqual([]);
  });

  it('keeps nynorsk free of words that only bokmål has', () => {
    const found = Object.entries(nn).flatMap(([key, text]) =>
      (
        text
          .replace(/\{\w+\}/g, '')
          .toLowerCase()
          .match(/[\p{L}]+/gu) ?? []
      )
        .filter(lookBokmal)
        .map((word) => `${key}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  it('addresses people plainly: no empty text, no “vennligst”', () => {
    for (const text of [nb, nn, en].flatMap((one) => Object.values(one))) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
      expect(text).not.toMatch(/vennligst|venlegst|submit\b/i);
    }
  });

  it.each(languages)('says in %s what happened and what to do for every refusal', (language) => {
    for (const code of Object.keys(refusals) as RefusalCode[]) {
      expect(refusalText(language, new Refusal(code)).split('. ').length).toBeGreaterThan(1);
    }
  });

  it('fills in what is given and refuses to show an unfilled text', () => {
    expect(texts('nb')('door.bug.text', { id: '$& {id}' })).toContain('Lederpuls: $& {id}');
    expect(() => texts('nb')('door.bug.text')).toThrow('id');
    expect(() => texts('nn')('nowhere' as 'door.bug.text')).toThrow('nowhere');
  });
});

describe('the language of a person', () => {
  it.each([
    ['nb-NO', 'nb'],
    ['no', 'nb'],
    ['nn-no', 'nn'],
    ['nn', 'nn'],
    ['en-US', 'en'],
    ['en', 'en'],
    ['da-dk', 'nb'],
    ['', 'nb'],
    [undefined, 'nb'],
  ])('%s is met in %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('dates, times and numbers', () => {
  const monday = new Date('2027-01-18T07:30:00Z');

  it('are written as Norwegians write them', () => {
    expect(languages.map((one) => formatDate(one, monday, 'Europe/Oslo'))).toEqual([
      'mandag 18. januar',
      'måndag 18. januar',
      'Monday 18 January',
    ]);
    expect(languages.map((one) => formatTime(one, monday, 'Europe/Oslo'))).toEqual([
      'kl. 08.30',
      'kl. 08.30',
      '08:30',
    ]);
    expect(languages.map((one) => weekName(one, '2027-W03'))).toEqual(['uke 3', 'veke 3', 'week 3']);
    expect(languages.map((one) => formatNumber(one, 3.84, 1))).toEqual(['3,8', '3,8', '3.8']);
    expect(formatNumber('nb', 4)).toBe('4');
  });

  it('follow the zone over midnight and summer time', () => {
    expect(formatDate('nb', new Date('2027-06-30T22:30:00Z'), 'Europe/Oslo')).toBe('torsdag 1. juli');
    expect(formatTime('nb', new Date('2027-06-30T22:30:00Z'), 'Europe/Oslo')).toBe('kl. 00.30');
  });

  it('refuse what is no ISO week', () => {
    expect(() => weekName('nb', '2027-3')).toThrow('ISO week');
  });
});

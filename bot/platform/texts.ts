import { type Refusal } from '../refusal.ts';
import en from '../texts/en.json' with { type: 'json' };
import nb from '../texts/nb.json' with { type: 'json' };
import nn from '../texts/nn.json' with { type: 'json' };

export type Language = 'nb' | 'nn' | 'en';

export const languages: readonly Language[] = ['nb', 'nn', 'en'];

type ReadIn = Language | 'da';

/** Danish content is read in Danish, and the bot's own words around it are bokmål. */
export const spoken = (language: ReadIn): Language => (language === 'da' ? 'nb' : language);

/** Bokmål decides which texts there are; a test holds the other two languages to the same keys. */
export type TextKey = keyof typeof nb;

type TextValues = Readonly<Record<string, string | number>>;

/** What the bot says in one language. Throws on a key or a value that is missing: both are bugs. */
export type Texts = (key: TextKey, values?: TextValues) => string;

const all: Readonly<Record<Language, Readonly<Record<string, string>>>> = { nb, nn, en };
const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

export function texts(language: ReadIn): Texts {
  return (key, values = {}) => {
    const text = all[spoken(language)][key];
    if (text === undefined) throw new Error(`No text ${key} in ${language}`);
    return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The text ${key} needs a value for ${name}`);
      return String(value);
    });
  };
}

export function refusalText(language: Language, refusal: Pick<Refusal, 'code' | 'values'>): string {
  return texts(language)(`refusal.${refusal.code}`, refusal.values);
}

/** What Teams calls the person's language (`nn-NO`, `en-us`, `no`). Anything but Norwegian and English is met in bokmål. */
export function languageOf(locale: string | undefined): Language {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return primary === 'nn' || primary === 'en' ? primary : 'nb';
}

type Format = 'date' | 'weekday' | 'time';
const formats: Readonly<Record<Format, Intl.DateTimeFormatOptions>> = {
  date: { weekday: 'long', day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};
/** Making one takes longer than a whole card, and every press asks for the same few. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const numberFormatters = new Map<string, Intl.NumberFormat>();

function formatter(format: Format, locale: string, zone: string): Intl.DateTimeFormat {
  const key = `${format} ${locale} ${zone}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...formats[format], timeZone: zone });
  formatters.set(key, made);
  return made;
}

/** `mandag 18. januar`, `måndag 18. januar`, `Monday 18 January`. */
export function formatDate(language: ReadIn, date: Date, zone: string): string {
  const parts = formatter('date', locales[spoken(language)], zone).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const day = part('day').replace('.', '');
  return `${part('weekday')} ${day}${language === 'en' ? '' : '.'} ${part('month')}`;
}

/** `fredag`, `Friday`. */
export function formatWeekday(language: ReadIn, date: Date, zone: string): string {
  return formatter('weekday', locales[spoken(language)], zone).format(date);
}

/** `kl. 08.30`, in English `08:30`. */
export function formatTime(language: ReadIn, date: Date, zone: string): string {
  const time = formatter('time', 'en-GB', zone).format(date);
  return language === 'en' ? time : `kl. ${time.replace(':', '.')}`;
}

/** `uke 3`, `veke 3`, `week 3` of an ISO week such as `2027-W03`. */
export function weekName(language: ReadIn, week: string): string {
  const number = /^\d{4}-W(\d{2})$/.exec(week)?.[1];
  if (number === undefined) throw new Error(`Not an ISO week: ${week}`);
  return `${{ nb: 'uke', nn: 'veke', en: 'week' }[spoken(language)]} ${Number(number)}`;
}

/** Decimal comma in Norwegian, point in English. `decimals` is exact; without it as many as needed, at most 3. */
export function formatNumber(language: ReadIn, value: number, decimals?: number): string {
  const locale = locales[spoken(language)];
  const key = `${locale} ${decimals ?? 'any'}`;
  const made =
    numberFormatters.get(key) ??
    new Intl.NumberFormat(
      locale,
      decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
    );
  numberFormatters.set(key, made);
  return made.format(value);
}

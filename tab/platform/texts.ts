import type nb from '../texts/nb.json';
import type pages from '../texts/pages/nb.json';

export type Language = 'nb' | 'nn' | 'en';
export const languages: readonly Language[] = ['nb', 'nn', 'en'];
export type TextKey = keyof typeof nb | keyof typeof pages;
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

type Texts = Readonly<Record<string, string>>;

const load = {
  nb: () => import('../texts/nb.json'),
  nn: () => import('../texts/nn.json'),
  en: () => import('../texts/en.json'),
};
const loadPages = {
  nb: () => import('../texts/pages/nb.json'),
  nn: () => import('../texts/pages/nn.json'),
  en: () => import('../texts/pages/en.json'),
};

/**
 * The texts of one language, each a file of its own. Those of the personal pages are read where `pages` asks for them:
 * the meeting opens without.
 */
export async function translate(language: Language, { pages = false } = {}): Promise<Translate> {
  const [all, more] = await Promise.all([load[language](), pages ? loadPages[language]() : undefined]);
  const texts: Texts = { ...all.default, ...more?.default };
  return (key, values = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`The text ${key} is not read here.`);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** `nb-no`, `no`, `nn-NO`, `en-us` … to a language we have. */
export function languageOf(locale: string): Language {
  const [language] = locale.toLowerCase().split('-');
  if (language === 'nn') return 'nn';
  return language === 'en' ? 'en' : 'nb';
}

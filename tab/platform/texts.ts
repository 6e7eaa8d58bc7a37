import type nb from '../texts/nb.json';

export type Language = 'nb' | 'nn' | 'en';
export const languages: readonly Language[] = ['nb', 'nn', 'en'];
export type TextKey = keyof typeof nb;
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const load = {
  nb: () => import('../texts/nb.json'),
  nn: () => import('../texts/nn.json'),
  en: () => import('../texts/en.json'),
};

/** The texts of one language; each is a file of its own, so that a person loads one. */
export async function translate(language: Language): Promise<Translate> {
  const texts: Readonly<Record<TextKey, string>> = (await load[language]()).default;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `nb-no`, `no`, `nn-NO`, `en-us` … to a language we have. */
export function languageOf(locale: string): Language {
  const [language] = locale.toLowerCase().split('-');
  if (language === 'nn') return 'nn';
  return language === 'en' ? 'en' : 'nb';
}

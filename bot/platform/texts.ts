export type Language = 'nb' | 'nn' | 'en';

export const languages: readonly Language[] = ['nb', 'nn', 'en'];

/** A text of `bot/texts` with its `{placeholders}` filled; an unknown key is a bug. */
export type Texts = (
  language: Language,
  key: string,
  values?: Readonly<Record<string, string | number>>,
) => string;

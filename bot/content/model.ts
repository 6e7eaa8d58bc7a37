import { type SourceView } from './api.ts';
/** A text in every language that the product speaks, and in Danish where the whole pack is. */
export type Localised = Readonly<Record<'nb' | 'nn' | 'en', string>> & { readonly da?: string | undefined };

/** What content can be written in. Danish is for content only: the bot's own words around it are bokmål. */
export type ContentLanguage = keyof Localised;

/** The text as somebody with this language reads it; bokmål where a pack has no Danish. */
export function textIn(text: Localised, language: ContentLanguage): string {
  return text[language] ?? text.nb;
}

/** A field of competence: the axis of all results. */
export interface Area {
  readonly id: string;
  readonly name: Localised;
  /** One plain sentence, shown under "Why do we ask?". */
  readonly definition: Localised;
}

type Perspective = 'leadership' | 'hr' | 'benefits';

/** Whom an entry speaks to. */
type Audience = 'leader' | 'leader-group' | 'chair' | 'top-leader' | 'project-owner' | 'steering-group';

/** The ways a question can be answered. */
export type Scale = 'agree5' | 'zero10' | 'yesno' | 'one' | 'several';

/** Its id lives across rounds, so that its answers make a trend; the version counts changes of wording. */
export interface Question {
  readonly id: string;
  readonly version: number;
  readonly area: string;
  readonly scale: Scale;
  readonly text: Localised;
  /** The ends of the scale: "helt uenig" … "helt enig", or "nei" and "ja". */
  readonly low: Localised;
  readonly high: Localised;
  /** The choices of `one` and `several`, in order; empty for the others. Never reordered: add at the end. */
  readonly options: readonly Localised[];
  /** The statement tells of something one hopes is not so: the less people agree, the better. */
  readonly wanted?: 'low' | undefined;
}

interface Source {
  readonly title: string;
  readonly publisher: string;
  readonly year: number;
  /** Chapter and page. */
  readonly where: string;
  readonly url: string | undefined;
  /** The file our own check compares with; never shown. */
  readonly document: string | undefined;
}

/** One week: a thought, a case from a source, something to try, and usually a question. */
export interface Entry {
  readonly id: string;
  readonly area: string;
  readonly perspective: Perspective;
  readonly heading: Localised;
  /** The case or figure. */
  readonly body: Localised;
  readonly tryThis: Localised;
  readonly minutes: number;
  readonly audience: Audience;
  /** None to three. */
  readonly questions: readonly Question[];
  readonly source: Source;
}

export interface Pack {
  readonly id: string;
  readonly name: Localised;
  /** A working year comes round again and makes trends; a series is gone through once. */
  readonly plan: 'year' | 'series';
  /** Bokmål, nynorsk and English always; each text stands in all of them. */
  readonly languages: readonly ContentLanguage[];
  readonly areas: readonly Area[];
  readonly entries: readonly Entry[];
  /** They come no more, but cards that hold them may still be read. */
  readonly hidden: readonly Entry[];
  /** Ours, the agency's own, or ours with the agency's changes. */
  readonly origin: 'ours' | 'own' | 'changed';
}

export function sourceView(source: Source): SourceView {
  const { title, publisher, year, where, url = null } = source;
  return { title, publisher, year, where, url };
}

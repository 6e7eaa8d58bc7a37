import { z } from 'zod';

/** Content packs, for the administrator (`Puls.Admin`) to read; nothing here changes anything. */

/** A text in every language of its pack; `da` where the pack has Danish. */
export type Words = Readonly<Record<'nb' | 'nn' | 'en', string>> & { readonly da?: string | undefined };

export interface PackSummary {
  readonly id: string;
  readonly name: Words;
  readonly plan: 'year' | 'series';
  /** Ours, the agency's own, or ours with the agency's changes. */
  readonly origin: 'ours' | 'own' | 'changed';
  readonly languages: readonly ('nb' | 'nn' | 'en' | 'da')[];
  readonly weeks: number;
}

/** GET /api/setup/packs */
export interface PacksReply {
  readonly packs: readonly PackSummary[];
  /** The agency's packs that are not used, with what is wrong, in the caller's language. */
  readonly withheld: readonly { readonly id: string; readonly faults: readonly string[] }[];
}

/** Where an entry comes from. */
export interface SourceView {
  readonly title: string;
  readonly publisher: string;
  readonly year: number;
  /** Chapter and page. */
  readonly where: string;
  /** https, or `null`. */
  readonly url: string | null;
}

export interface EntryView {
  readonly id: string;
  /** Its place in the pack, from 1; `null` = hidden by the agency. */
  readonly number: number | null;
  readonly area: string;
  readonly perspective: 'leadership' | 'hr' | 'benefits';
  readonly audience: 'leader' | 'leader-group' | 'chair' | 'top-leader' | 'project-owner' | 'steering-group';
  readonly minutes: number;
  readonly heading: Words;
  readonly body: Words;
  readonly tryThis: Words;
  readonly questions: readonly { readonly id: string; readonly version: number; readonly text: Words }[];
  readonly source: SourceView;
}

/** GET /api/setup/packs/:pack */
export interface PackReply extends PackSummary {
  readonly areas: readonly { readonly id: string; readonly name: Words; readonly definition: Words }[];
  /** In order, the hidden ones last. */
  readonly entries: readonly EntryView[];
}

/** The largest spreadsheet of a pack that is read. */
export const packFileBytes = 5 * 1024 * 1024;
/** As base64 within its body. */
export const checkBodyBytes = 7 * 1024 * 1024;

/**
 * POST /api/setup/packs/check -> CheckReply: what a spreadsheet would be as a pack. Keeps nothing. `GET
 * /api/setup/packs/:pack/file` and `GET /api/setup/pack-template` answer such spreadsheets.
 */
export const checkBody = z.object({ base64: z.string().max(checkBodyBytes) });

export interface CheckReply {
  /** What must be mended, with sheet, row and column, in the caller's language; the first hundred. */
  readonly faults: readonly string[];
  readonly faultCount: number;
  /** The pack as it would be; `null` when there are faults. */
  readonly pack: PackReply | null;
  /** Rules of good content that it does not keep to, each with the places. A pack can be used all the same. */
  readonly remarks: readonly { readonly rule: string; readonly places: readonly string[] }[];
}

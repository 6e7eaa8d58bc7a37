import { type ApprovalWay } from '../api/series.ts';
import { type GuidanceView, type ItemKind, type ItemView } from '../api.ts';
import { type CheckCode } from './checks.ts';
import { newItem } from './meeting.ts';

type Worded = Readonly<Record<'nb' | 'nn' | 'en', string>>;

interface Source {
  readonly title: string;
  readonly publisher: string;
  readonly year: number;
  /** Chapter and page. */
  readonly where: string;
  readonly url?: string | undefined;
  /** The file our own check compares with; never shown. */
  readonly document?: string | undefined;
}

interface TemplateItem {
  readonly kind: ItemKind;
  readonly title: Worded;
  readonly standing: boolean;
  readonly plannedMinutes: number | null;
  /** How to go about it; with a film, what to read when it cannot be shown. */
  readonly guidance?: Worded | undefined;
  readonly film?: { readonly title: Worded; readonly link?: string | undefined } | undefined;
  /** Together as long as the item. */
  readonly steps?: readonly { readonly minutes: number; readonly text: Worded }[] | undefined;
  readonly questions?: readonly Worded[] | undefined;
}

/** A kind of meeting as data: which items it always has, and which checks block or warn. */
export interface Template {
  readonly id: string;
  readonly names: Worded;
  /** Where its ideas come from. */
  readonly sources: readonly Source[];
  /** Letters and names of this kind of meeting's own, such as I, D and F; the rest are O, D, B, G and E. */
  readonly kinds?: Readonly<Partial<Record<ItemKind, { letter: string; name: Worded }>>> | undefined;
  /** How its minutes are approved; `days` is how long silence takes. */
  readonly approval: { readonly way: ApprovalWay; readonly days?: number | undefined };
  /** Kinds of items that end in a protocol of their own, which both sides sign. */
  readonly protocols?: readonly ItemKind[] | undefined;
  /** How to prepare a decision: what each part asks for. */
  readonly preparation?:
    { readonly problem: Worded; readonly alternatives: Worded; readonly needs: Worded } | undefined;
  readonly items: readonly TemplateItem[];
  readonly rules: Readonly<Partial<Record<CheckCode, 'block' | 'warn'>>>;
}

/** The agenda a new meeting starts with. */
export function standingAgenda(
  template: Template,
  language: keyof Worded,
  newId: () => string,
): readonly ItemView[] {
  return template.items.map((item, index) => {
    const { kind, title, standing, plannedMinutes } = item;
    const guidance = guidanceOf(item, language);
    const origin = `${template.id}:${index}`;
    return newItem({ id: newId(), kind, title: title[language], standing, plannedMinutes, origin, guidance });
  });
}

/** A film never stands alone: it has guidance to read instead. */
function guidanceOf(item: TemplateItem, language: keyof Worded): GuidanceView | undefined {
  const { guidance, film, steps, questions } = item;
  if (!guidance && !steps && !questions) return undefined;
  return {
    text: guidance?.[language] ?? '',
    film: film ? { title: film.title[language], link: film.link ?? null } : null,
    steps: (steps ?? []).map(({ minutes, text }) => ({ minutes, text: text[language] })),
    questions: (questions ?? []).map((question) => question[language]),
  };
}

/** Two sides meet, and each signs. */
export function isTwoSided({ approval, protocols }: Template): boolean {
  return approval.way === 'both-sides' || (protocols ?? []).length > 0;
}

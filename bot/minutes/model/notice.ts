import { type MeetingView } from '../api.ts';
import { plannedTime } from './meeting.ts';
import { isExempt } from './results.ts';

export type Noticed = Pick<
  MeetingView,
  'title' | 'language' | 'startsAt' | 'endsAt' | 'place' | 'items' | 'cancelled'
> & { readonly state: string };

export interface NoticeLine {
  readonly letter: string;
  readonly number: string | null;
  /** `null` = exempt from public access: nothing of its text leaves the tab. */
  readonly text: { readonly title: string; readonly presenter: string | null } | null;
  readonly minutes: number | null;
}

/** All that the notice of a meeting says, so that two of them can be told apart. */
export interface Notice {
  readonly title: string;
  readonly language: 'nb' | 'nn' | 'en';
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly place: string;
  /** Why it will not be held; empty when it will. */
  readonly cancelled: string;
  readonly lines: readonly NoticeLine[];
  /** In minutes; `length` `null` = nobody has said. */
  readonly planned: number;
  readonly length: number | null;
}

/** What the notice says now. Of an exempt item only that it is there. */
export function noticeOf(
  meeting: Noticed,
  letters: Readonly<Record<string, { readonly letter: string }>>,
): Notice {
  const { title, language, startsAt, endsAt, place } = meeting;
  return {
    ...{ title, language, startsAt, endsAt, place },
    cancelled: meeting.state === 'cancelled' ? meeting.cancelled : '',
    lines: meeting.items.map((item) => ({
      letter: letters[item.kind]?.letter ?? item.kind,
      number: item.number,
      text: isExempt(item)
        ? null
        : { title: item.title.text.trim(), presenter: item.presenter?.name ?? null },
      minutes: item.plannedMinutes,
    })),
    ...plannedTime(meeting),
  };
}

/** As it is kept, and compared. */
export function saidIn(notice: Notice): string {
  return JSON.stringify(notice);
}

import { flushSync } from 'react-dom';
import { type Change, type ItemKind, type ItemView, type MeetingView } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { type Tab } from '../platform/tab.ts';
import { fieldId, focusSoon } from './focus.ts';
import { type MeetingSession } from './session.ts';

/** What a chair can do with a press or a key, wherever it is asked for. */
export interface Commands {
  /** Opens an item; `null` closes the open one. */
  readonly open: (item: string | null) => void;
  /** Opens an item and puts the caret in one of its fields. */
  readonly goTo: (item: string, field: string) => void;
  readonly next: () => void;
  readonly previous: () => void;
  /** The item is taken now, for everybody; its clock goes. */
  readonly takeUp: (item: string) => void;
  /** A break, or on with the meeting. */
  readonly pause: () => void;
  /** Opens the item that the room is at. */
  readonly follow: () => void;
  readonly decide: () => void;
  readonly followUp: () => void;
  /** A new row after the one the caret is in. */
  readonly addFollowUp: (item: string) => void;
  readonly addItem: (kind: ItemKind) => void;
  readonly moveBy: (item: string, steps: -1 | 1) => void;
  readonly moveAfter: (item: string, after: string | null) => void;
}

export type ChangeBody = Change extends infer One ? (One extends Change ? Omit<One, 'id'> : never) : never;

interface Where {
  readonly session: MeetingSession;
  readonly tab: Tab;
  readonly choose: (item: string | null) => void;
  readonly now: () => {
    readonly view: MeetingView;
    readonly current: ItemView | undefined;
    /** What this person opens is what the room takes. */
    readonly steers: boolean;
  };
}

export function send(session: MeetingSession, body: ChangeBody): void {
  session.change({ id: crypto.randomUUID(), ...body });
}

export function meetingCommands(where: Where): Commands {
  const { session, tab, choose, now } = where;
  const goTo = (item: string, field: string) => {
    // At once: a quick typist's next letter must not land in the field that was left.
    flushSync(() => {
      choose(item);
    });
    focusSoon(fieldId(item, field));
  };
  const addFollowUp = (item: string) => {
    const followUp = crypto.randomUUID();
    send(session, { type: 'add-follow-up', item, followUp, text: '' });
    goTo(item, `text-${followUp}`);
  };
  const moveAfter = (item: string, after: string | null) => {
    if (item !== after) send(session, { type: 'move-item', item, after });
  };
  return {
    ...courseCommands(where, goTo),
    goTo,
    addFollowUp,
    moveAfter,
    decide() {
      const { current } = now();
      if (!current) return;
      if (!decides(current.kind)) tab.say(tab.t('minutes.decision.kinds'));
      goTo(current.id, decides(current.kind) ? 'decision' : 'kind');
    },
    followUp() {
      const { current } = now();
      if (current) addFollowUp(current.id);
    },
    addItem(kind) {
      const item = crypto.randomUUID();
      const last = now().view.items.at(-1)?.id ?? null;
      send(session, { type: 'add-item', item, kind, title: '', after: last });
      goTo(item, 'title');
    },
    moveBy(item, steps) {
      const { items } = now().view;
      const place = items.findIndex(({ id }) => id === item);
      const goal = place + steps;
      if (place === -1 || goal < 0 || goal >= items.length) return;
      moveAfter(item, (steps === 1 ? items[goal] : items[goal - 1])?.id ?? null);
      tab.say(tab.t('minutes.moved', { place: goal + 1, of: items.length }));
    },
  };
}

type CourseCommands = Pick<Commands, 'open' | 'next' | 'previous' | 'takeUp' | 'pause' | 'follow'>;

/** From item to item, and which of them the room is at. */
function courseCommands({ session, tab, choose, now }: Where, goTo: Commands['goTo']): CourseCommands {
  const setCourse = (item: string, running: boolean) => {
    const { state, course } = now().view;
    if (state !== 'in-progress' || (course.item === item && (course.since !== null) === running)) return;
    send(session, { type: 'take-up', item, running, at: new Date(session.now()).toISOString() });
  };
  /** Opening the same item again does not end a break. */
  const take = (item: string) => {
    const { steers, view } = now();
    if (steers && view.course.item !== item) setCourse(item, true);
  };
  const step = (steps: -1 | 1): ItemView | undefined => {
    const { view, current } = now();
    const place = view.items.findIndex(({ id }) => id === current?.id);
    const next = view.items[place + steps];
    if (next) {
      take(next.id);
      goTo(next.id, 'notes');
    }
    return next;
  };
  return {
    open(item) {
      if (item !== null) take(item);
      choose(item);
    },
    next() {
      if (!step(1)) focusSoon('finish');
    },
    previous() {
      step(-1);
    },
    takeUp(item) {
      setCourse(item, true);
    },
    pause() {
      const { course } = now().view;
      if (course.item === null) return;
      tab.say(tab.t(course.since === null ? 'minutes.clock.goes' : 'minutes.clock.stands'));
      setCourse(course.item, course.since === null);
    },
    follow() {
      const { item } = now().view.course;
      if (item !== null) goTo(item, 'notes');
    },
  };
}

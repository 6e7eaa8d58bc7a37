import { type State } from '../../api.ts';
import { nextFriday } from '../dates.ts';

/** What this browser remembers of the first visit; the rest is read off the state. */
interface Noted {
  /** Practice time of one's own first answer. */
  readonly answeredAt?: string;
  readonly hrRead?: boolean;
  readonly hidden?: boolean;
}

const key = 'practice.steps';
const happened = 'practice-steps';

function noted(): Noted {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Noted;
  } catch {
    return {};
  }
}

function note(more: Noted): void {
  localStorage.setItem(key, JSON.stringify({ ...noted(), ...more }));
  dispatchEvent(new Event(happened));
}

export const noteAnswer = (now: Date): void => {
  if (noted().answeredAt === undefined) note({ answeredAt: now.toISOString() });
};
export const noteHrRead = (): void => {
  if (noted().hrRead !== true) note({ hrRead: true });
};
export const hideSteps = (): void => {
  note({ hidden: true });
};

export function listenToSteps(listener: () => void): () => void {
  addEventListener(happened, listener);
  return () => {
    removeEventListener(happened, listener);
  };
}

/** As a text, so that it can be compared. */
export const stepsText = (): string => localStorage.getItem(key) ?? '{}';

export interface Progress {
  readonly answered: boolean;
  readonly closed: boolean;
  readonly minuted: boolean;
  readonly hrRead: boolean;
  readonly hidden: boolean;
}

export function progress(text: string, state: State): Progress {
  const { answeredAt, hrRead, hidden } = JSON.parse(text) as Noted;
  const now = new Date(state.now);
  // A world that has been made anew starts before the answer.
  const at = answeredAt === undefined || new Date(answeredAt) > now ? undefined : new Date(answeredAt);
  return {
    answered: at !== undefined,
    closed: at !== undefined && now >= nextFriday(at),
    minuted: state.files.some((file) => file.name.endsWith('.docx')),
    hrRead: hrRead === true,
    hidden: hidden === true,
  };
}

import {
  type State,
  type StateMessage,
  type WorldChannel,
  type WorldMeeting,
  type WorldPerson,
} from '../api.ts';

/** Pure readings of the state: who is where, and what stands in a conversation. */

export function membersOf(state: State, channel: WorldChannel): readonly string[] {
  if (channel.members.length > 0) return channel.members;
  const team = state.teams.find((one) => one.id === channel.team);
  return [...new Set([...(team?.owners ?? []), ...(team?.members ?? [])])];
}

export const channelsOf = (state: State, person: string): readonly WorldChannel[] =>
  state.channels.filter((channel) => membersOf(state, channel).includes(person));

export const meetingsOf = (state: State, person: string): readonly WorldMeeting[] =>
  state.meetings
    .filter(
      (meeting) => meeting.organizer === person || meeting.participants.some((one) => one.person === person),
    )
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));

export interface Thread {
  readonly root: StateMessage;
  readonly replies: readonly StateMessage[];
}

/** Threads of a channel, the one that was written in last stands last. */
export function threadsOf(state: State, conversation: string): readonly Thread[] {
  const here = messagesOf(state, conversation);
  const last = (thread: Thread) => (thread.replies.at(-1) ?? thread.root).sentAt;
  return here
    .filter((message) => message.replyTo === undefined)
    .map((root) => ({ root, replies: here.filter((message) => message.replyTo === root.id) }))
    .toSorted((a, b) => last(a).localeCompare(last(b)));
}

export const messagesOf = (state: State, conversation: string): readonly StateMessage[] =>
  state.messages.filter((message) => message.conversation === conversation);

/** The card as this person has been given it, else as all see it. */
export const cardFor = (
  message: StateMessage,
  person: string,
): Readonly<Record<string, unknown>> | undefined => message.cards[person] ?? message.card;

export const nameOf = (state: State, person: string): string =>
  state.people.find((one) => one.id === person)?.name ?? person;

export const initials = (name: string): string =>
  [name.split(' ')[0], name.split(' ').at(-1)].map((part) => part?.[0]?.toUpperCase() ?? '').join('');

/** People in the order of the switcher: by unit, those without one last. */
export function peopleByUnit(
  people: readonly WorldPerson[],
): readonly (readonly [string, readonly WorldPerson[]])[] {
  const units = [...new Set(people.map((person) => person.unit ?? ''))].toSorted((a, b) =>
    a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'nb'),
  );
  return units.map((unit) => [
    unit === '' ? 'Andre' : unit,
    people.filter((person) => (person.unit ?? '') === unit),
  ]);
}

/** Tabs for the meeting, and those of a person's own app. */
export const isMeetingTab = (tab: State['tabs'][number]): boolean =>
  /meeting|sidePanel/i.test(tab.context) || /\/minutes\b/.test(tab.url);

/** Teams' name of a person's own chat with the bot; practice makes it of the person's id. */
export async function personalChat(person: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`personal ${person}`));
  const text = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return `a:1${text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

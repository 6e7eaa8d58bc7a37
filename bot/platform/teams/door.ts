import {
  type Address,
  type Card,
  type Dialog,
  type Installation,
  type MeetingNews,
  type MessageAction,
  type PlaceChange,
  type Press,
  type TeamsDoor,
  type TypedMessage,
} from './teams.ts';

export type Answer<Event> = (event: Event) => Promise<Card>;
type Handler<Event> = (event: Event) => Promise<void>;
type Step = (action: MessageAction) => Promise<Dialog>;
type LanguageOf = Parameters<TeamsDoor['useLanguage']>[0];

/** Who answers what, as the features have said at start. */
export interface Registered {
  readonly presses: ReadonlyMap<string, Answer<Press>>;
  readonly commands: readonly { readonly words: readonly string[]; readonly answer: Answer<TypedMessage> }[];
  readonly messageActions: ReadonlyMap<string, Readonly<Record<'open' | 'submit', Step>>>;
  readonly otherText: readonly Answer<TypedMessage>[];
  readonly installed: readonly Handler<Installation>[];
  readonly removed: readonly Handler<Installation>[];
  readonly membersChanged: readonly Handler<Address>[];
  readonly placeChanged: readonly Handler<PlaceChange>[];
  readonly meetingNews: readonly Handler<MeetingNews>[];
  readonly seen: readonly Handler<Address>[];
  readonly language: readonly LanguageOf[];
}

export function teamsDoor(): { readonly door: TeamsDoor; readonly registered: Registered } {
  const presses = new Map<string, Answer<Press>>();
  const commands: { words: readonly string[]; answer: Answer<TypedMessage> }[] = [];
  const messageActions = new Map<string, Readonly<Record<'open' | 'submit', Step>>>();
  const otherText: Answer<TypedMessage>[] = [];
  const installed: Handler<Installation>[] = [];
  const removed: Handler<Installation>[] = [];
  const membersChanged: Handler<Address>[] = [];
  const placeChanged: Handler<PlaceChange>[] = [];
  const meetingNews: Handler<MeetingNews>[] = [];
  const seen: Handler<Address>[] = [];
  const language: LanguageOf[] = [];
  return {
    registered: {
      ...{ presses, commands, messageActions, otherText, installed, removed },
      ...{ membersChanged, placeChanged, meetingNews, seen, language },
    },
    door: {
      onPress(verb, handler) {
        if (presses.has(verb)) throw new Error(`Two handlers for the press ${verb}`);
        presses.set(verb, handler);
      },
      onMessageAction: (command, handlers) => void messageActions.set(command, handlers),
      onCommand: (words, answer) => void commands.push({ words: words.map(normalised), answer }),
      onOtherText: (handler) => void otherText.push(handler),
      onInstalled: (handler) => void installed.push(handler),
      onRemoved: (handler) => void removed.push(handler),
      onMembersChanged: (handler) => void membersChanged.push(handler),
      onPlaceChanged: (handler) => void placeChanged.push(handler),
      onMeetingNews: (handler) => void meetingNews.push(handler),
      onSeen: (handler) => void seen.push(handler),
      useLanguage: (of) => void language.splice(0, 1, of),
    },
  };
}

/** The first command one of whose words the text is, or begins with. */
export function commandFor({ commands }: Registered, text: string): Answer<TypedMessage> | undefined {
  const said = normalised(text);
  return commands.find(({ words }) => words.some((word) => said === word || said.startsWith(`${word} `)))
    ?.answer;
}

/** As commands are compared: small letters, single spaces, no full stop or question mark at the end. */
const normalised = (text: string): string =>
  text
    .toLocaleLowerCase('nb')
    .replace(/\s+/g, ' ')
    .replace(/[\s.!?]+$/, '')
    .trim();

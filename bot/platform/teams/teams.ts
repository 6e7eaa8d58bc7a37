import { type Language } from '../texts.ts';

/** An Adaptive Card, version 1.5, already expanded. */
export type Card = Readonly<Record<string, unknown>>;

/** A conversation the bot may write in: a channel, a meeting's chat or a personal chat. */
export interface Address {
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly conversation: string;
}

export interface Member {
  /** Entra object id. */
  readonly id: string;
  /** Teams' own id of the person (`29:…`). */
  readonly teamsId: string;
  readonly name: string;
  readonly guest: boolean;
}

export interface Posted {
  /** Id of the message, for `update`. */
  readonly message: string;
  /** The conversation the message lies in; in a channel `<channel>;messageid=<id>`. */
  readonly conversation: string;
}

export interface MeetingInfo {
  readonly title: string;
  readonly organizer: string | undefined;
  readonly joinUrl: string | undefined;
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
}

export interface Participant {
  readonly id: string;
  readonly role: 'Organizer' | 'Presenter' | 'Attendee';
  readonly inMeeting: boolean;
}

/** What Teams said beside the status, as far as Microsoft documents it (bots/how-to/conversations, status codes). */
export type TeamsReason =
  | 'bot-removed' // BotNotInConversationRoster
  | 'conversation-gone' // ConversationNotFound
  | 'message-gone' // ActivityNotFoundInConversation
  | 'blocked' // ConversationBlockedByUser, MessageWritesBlocked: a person, or the channel's moderation
  | 'bot-disabled' // BotDisabledByAdmin
  | 'bot-unknown' // BotNotRegistered
  | 'wrong-host' // InvalidBotApiHost
  | 'too-large'; // MessageSizeTooBig

/**
 * Why a call to Teams failed. `unknown` = it may have been carried out (5xx, 408, reset, time-out on a write):
 * never repeat blindly. `busy` = certainly not carried out, try again after `retryAfterMs`. `gone` = 403/404.
 * `refused` = another 4xx; repeating it will not help.
 */
export class TeamsFault extends Error {
  override readonly name = 'TeamsFault';
  readonly kind: 'unknown' | 'busy' | 'gone' | 'refused';
  readonly reason: TeamsReason | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(fault: {
    kind: 'unknown' | 'busy' | 'gone' | 'refused';
    reason?: TeamsReason | undefined;
    status?: number | undefined;
    retryAfterMs?: number | undefined;
    message: string;
  }) {
    super(fault.message);
    this.kind = fault.kind;
    this.reason = fault.reason;
    this.status = fault.status;
    this.retryAfterMs = fault.retryAfterMs;
  }
}

/** Where something is written. Whoever has to act between the turn and the request takes the turn, and hands it in. */
export interface Place extends Address {
  readonly turn?: Turn | undefined;
}

/**
 * Outbound: every call is one request with a deadline, and waits for its turn at the pace that Teams allows; faults
 * are `TeamsFault`.
 */
export interface Teams {
  /** A new thread in a channel. `summary` is what notifications and screen readers get. */
  startThread(channel: Place, card: Card, summary: string): Promise<Posted>;
  send(to: Place, card: Card, summary: string): Promise<Posted>;
  /** A person's own chat with the bot: found, or begun without a message. `gone` = the person has closed the door. */
  personalChat(person: Pick<Address, 'tenant' | 'serviceUrl'> & Pick<Member, 'teamsId'>): Promise<Address>;
  update(at: Place, message: string, card: Card, summary: string): Promise<void>;
  members(of: Address): Promise<readonly Member[]>;
  meeting(of: Address, meetingId: string): Promise<MeetingInfo | undefined>;
  /** `undefined` when the person is not in the meeting. */
  participant(of: Address, meetingId: string, person: string): Promise<Participant | undefined>;
}

/** Room for one request, taken. */
export interface Turn {
  readonly tenant: string;
  readonly conversation: string;
}

/** Keeps what we ask of Teams within the limits that Microsoft publishes. */
export interface Pace {
  /** Planned requests a second in one tenant. */
  readonly perSecond: number;
  /**
   * Waits until one more request of the kind has room in its conversation (a channel with all its threads) and its
   * tenant, and takes that room. `edit` = of a card that was posted. A `read`, which somebody waits for, rejects with
   * `busy` rather than wait long.
   */
  turn(to: Pick<Address, 'tenant' | 'conversation'>, kind: PaceKind): Promise<Turn>;
  /** Teams said that it was too much all the same, and perhaps how long to wait. */
  refused(
    to: Pick<Address, 'tenant' | 'conversation'>,
    kind: PaceKind,
    retryAfterMs: number | undefined,
  ): void;
}

export type PaceKind = 'read' | 'message' | 'edit';

/** Who did something in a conversation; already checked (signature, tenant, service URL). */
export interface Sender {
  readonly tenant: string;
  /** Entra object id. */
  readonly id: string;
  readonly teamsId: string;
  readonly name: string;
  readonly locale: string | undefined;
}

/** A press on a card (`adaptiveCard/action`), or its automatic refresh (verb `refresh`). */
export interface Press {
  readonly from: Sender;
  readonly at: Address;
  /** The message that carries the card, when Teams says so. */
  readonly message: string | undefined;
  readonly verb: string;
  /** `data` of the action with the inputs merged in. Untrusted. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface TypedMessage {
  readonly from: Sender;
  readonly at: Address;
  readonly scope: 'personal' | 'channel' | 'groupChat';
  /** Without the mention of the bot, trimmed. Untrusted; never stored. */
  readonly text: string;
}

/** A command chosen in the menu of a message, and what was filled in in its dialog. */
export interface MessageAction {
  readonly from: Sender;
  readonly at: Address;
  /** As plain text, cut; never logged. Empty where Teams sent none. */
  readonly text: string;
  /** Of the dialog's card with its inputs merged in; empty when it is opened. Untrusted. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What Teams shows above the conversation. */
export interface Dialog {
  readonly title: string;
  /** Its buttons are `Action.Submit`: in dialogs Teams knows no other. */
  readonly card: Card;
}

/** The bot was added to, or removed from, a conversation. */
export interface Installation {
  readonly at: Address;
  readonly scope: 'personal' | 'channel' | 'groupChat';
  readonly from: Sender;
  readonly team:
    { readonly id: string; readonly groupId: string | undefined; readonly name: string } | undefined;
  readonly channel: { readonly id: string; readonly name: string | undefined } | undefined;
  /** When Teams says that it happened: what is delivered twice or late may come after something newer. */
  readonly sentAt?: Date | undefined;
}

/** A team or a channel in it was renamed, deleted, archived, or brought back. */
export interface PlaceChange extends Pick<Installation, 'at' | 'team' | 'channel' | 'sentAt'> {
  readonly what: 'channel' | 'team';
  readonly change: 'renamed' | 'deleted' | 'restored' | 'archived' | 'unarchived';
}

/** Teams' news of a meeting, which may come twice, late, or not at all. */
export interface MeetingNews {
  readonly at: Address;
  readonly what: 'start' | 'end' | 'join' | 'leave';
  /** Entra object ids of who joined or left; empty for start and end. */
  readonly people: readonly string[];
}

/** Inbound: features register what they answer to; a handler that throws `Refusal` becomes a polite card. */
export interface TeamsDoor {
  onPress(verb: string, handler: (press: Press) => Promise<Card>): void;
  /** A command is a word in any language, or several; the first registered that matches answers with a card. */
  onCommand(words: readonly string[], handler: (message: TypedMessage) => Promise<Card>): void;
  /** What answers when no command matches. */
  onOtherText(handler: (message: TypedMessage) => Promise<Card>): void;
  /** A command of the manifest's `composeExtensions`: how its dialog opens, and what follows when it is sent. */
  onMessageAction(
    command: string,
    handlers: Readonly<Record<'open' | 'submit', (action: MessageAction) => Promise<Dialog>>>,
  ): void;
  onInstalled(handler: (installation: Installation) => Promise<void>): void;
  onRemoved(handler: (installation: Installation) => Promise<void>): void;
  onMembersChanged(handler: (at: Address) => Promise<void>): void;
  onPlaceChanged(handler: (change: PlaceChange) => Promise<void>): void;
  onMeetingNews(handler: (news: MeetingNews) => Promise<void>): void;
  /** Every accepted activity: the service URL of a conversation may change. */
  onSeen(handler: (at: Address) => Promise<void>): void;
  /** The language for texts of the door itself, such as a refusal. */
  useLanguage(
    of: (person: { tenant: string; id: string; locale: string | undefined }) => Promise<Language>,
  ): void;
}

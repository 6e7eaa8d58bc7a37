import { type ContentLanguage } from '../content/model.ts';
import { type Connection } from '../platform/database/database.ts';
import { type Card } from '../platform/teams/teams.ts';
import { type Language } from '../platform/texts.ts';
import { type PersonRef } from '../people/model.ts';
import {
  type AgencyResults,
  type OwnAnswer,
  type OwnMeetings,
  type OwnNote,
  type RetentionView,
} from './api/trust.ts';
import { type RefusalCode } from '../refusal.ts';
import { type LeaderChannel, type Round } from './model/programme.ts';

/**
 * What one feature needs of another. Declared here, filled by app.ts, so that prompts, pulses and minutes
 * never import each other.
 */

/** A part of a card: elements for the body and actions below it. */
export interface CardPart {
  readonly body: readonly Readonly<Record<string, unknown>>[];
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

/** Somebody who takes part in the life of a round. Called in the order app.ts lists them. */
export interface RoundPart {
  /** Before the opening transaction: what must exist outside the database, such as a round key. Idempotent. */
  prepare?(round: Round): Promise<void>;
  /** Inside the transaction that opens the round. */
  opened?(connection: Connection, round: Round, channels: readonly LeaderChannel[]): Promise<void>;
  /** Inside the transaction that closes it. */
  closed?(connection: Connection, round: Round, channels: readonly LeaderChannel[]): Promise<void>;
  /** Inside the transaction that removes what is left of a round that ended long ago. Answers how many rows went. */
  old?(connection: Connection, round: Pick<Round, 'tenant' | 'id'>): Promise<number>;
  /** After either commit, and again at start until it has worked. Idempotent. */
  settled?(): Promise<void>;
}

/** What pulses adds to the weekly card and to the result card. Filled by pulses, used by prompts. */
export interface QuestionPart {
  /** The question(s) with their scale, or the viewer's own state after answering, and the small print. */
  ask(at: WeeklyCardView): Promise<CardPart>;
  /** `false` when the viewer's question of the week stands on another card. */
  asks(at: Pick<WeeklyCardView, 'round' | 'channel' | 'viewer'>): Promise<boolean>;
  /** What the channel may see after closing: the released result, the larger unit's, or a kind line. */
  result(round: Round, channel: LeaderChannel, language: ContentLanguage): Promise<CardPart>;
}

export interface WeeklyCardView {
  readonly round: Round;
  readonly channel: LeaderChannel;
  readonly language: ContentLanguage;
  /** `undefined` = the shared card, the same for all. */
  readonly viewer: PersonRef | undefined;
  /** The viewer pressed "change": show the question again with the own answer marked. */
  readonly changing?: boolean;
  /** A line on top for this viewer only, such as "The round is closed". */
  readonly notice?: string;
  /** A form of this viewer that could not be taken: what was chosen and what was wrong, by the input's name. */
  readonly refused?: {
    readonly chosen: Readonly<Record<string, string>>;
    readonly faults: Readonly<Record<string, RefusalCode>>;
  };
  /** Drawn already, by whoever has just answered the viewer's press. */
  readonly question?: CardPart;
  /** The round has not been opened yet: it is drawn as if it were opened now, in these channels. */
  readonly coming?: { readonly channels: readonly LeaderChannel[] };
}

/** The whole weekly card as one viewer sees it. Filled by prompts, used by pulses to answer a press. */
export interface WeeklyCard {
  draw(view: WeeklyCardView): Promise<Card>;
}

/** Makes a waiting item for the next leader meeting of the channel's group. Filled by minutes, used by prompts. */
export interface Agenda {
  propose(proposal: {
    readonly channel: LeaderChannel;
    readonly by: PersonRef & { readonly name: string };
    readonly title: string;
    /** The same key twice makes one item. */
    readonly key: string;
  }): Promise<{ readonly series: string }>;
}

/** How the newest post of each channel went. Filled by prompts, used by the set-up page. */
export interface LastPosts {
  /** By channel. `reason` is a text key. */
  of(tenant: string): Promise<ReadonlyMap<string, LastPost>>;
}

export interface LastPost {
  readonly week: string;
  readonly state: string;
  readonly reason: string | undefined;
}

/** What may be told of the whole agency, and what has become of old figures. Filled by pulses. */
export interface ReleasedFigures {
  /** Released results of the agency as a whole, and of no unit below it. */
  agency(tenant: string, language: Language): Promise<AgencyResults>;
  /** What was deleted the last time anything was old enough. */
  lastDeletion(tenant: string): Promise<RetentionView['last']>;
}

/** A person's own answers while their rounds are open; nobody finds them later. Filled by pulses. */
export interface PersonalAnswers {
  of(person: PersonRef, language: Language): Promise<readonly OwnAnswer[]>;
  /** Out of every open round; answers from how many. */
  withdraw(person: PersonRef): Promise<number>;
}

/** A person's own notes on prompts, which nobody else can read. Filled by prompts. */
export interface PersonalNotes {
  /** Newest prompt first. */
  of(person: PersonRef, language: Language): Promise<readonly OwnNote[]>;
  /** Deletes them with the key that they were sealed with; answers how many. */
  forget(person: PersonRef): Promise<number>;
}

/** Where a person stands in minutes. Filled by minutes. */
export interface PersonalMeetings {
  of(person: PersonRef): Promise<OwnMeetings>;
}

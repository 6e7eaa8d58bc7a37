import { type Scale } from '../../../bot/content/model.ts';
import { personalMeetings } from '../../../bot/minutes/actions/own.ts';
import { aboutActions } from '../../../bot/programme/actions/about.ts';
import { trustActions } from '../../../bot/programme/actions/trust.ts';
import { aboutChat } from '../../../bot/programme/chat/about.ts';
import { firstPolicy } from '../../../bot/programme/model/policy.ts';
import { trustRoutes } from '../../../bot/programme/routes/trust.ts';
import { policyStore } from '../../../bot/programme/store/policies.ts';
import { releasedFigures } from '../../../bot/pulses/actions/figures.ts';
import { personalAnswers } from '../../../bot/pulses/actions/own.ts';
import { pulseReminders } from '../../../bot/pulses/actions/reminding.ts';
import { remindersChat } from '../../../bot/pulses/reminder-chat.ts';
import { type ReleaseEngine } from '../../../bot/pulses/model/engine.ts';
import { peopleActions } from '../../../bot/people/actions.ts';
import { peopleChat } from '../../../bot/people/chat.ts';
import { type Home, type Unit } from '../../../bot/people/model.ts';
import { peopleRoutes } from '../../../bot/people/routes.ts';
import { type Database } from '../../../bot/platform/database/database.ts';
import { type Keys } from '../../../bot/platform/keys/keys.ts';
import { type AppRole, type Caller } from '../../../bot/platform/http/http.ts';
import { type Card, type Press, type TypedMessage } from '../../../bot/platform/teams/teams.ts';
import { programmeActions } from '../../../bot/programme/actions.ts';
import { programmeRoutes } from '../../../bot/programme/routes.ts';
import { type LeaderChannel, type Round } from '../../../bot/programme/model/programme.ts';
import { channelStore } from '../../../bot/programme/store/channels.ts';
import { roundStore } from '../../../bot/programme/store/rounds.ts';
import { promptActions } from '../../../bot/prompts/actions.ts';
import { noteActions } from '../../../bot/prompts/actions/notes.ts';
import { weeklyCard } from '../../../bot/prompts/cards.ts';
import { promptsChat } from '../../../bot/prompts/chat.ts';
import { noteRoutes } from '../../../bot/prompts/routes/notes.ts';
import { roundMemory } from '../../../bot/pulses/actions/memory.ts';
import { pulsesPart } from '../../../bot/pulses/actions/rounds.ts';
import { questionPart } from '../../../bot/pulses/cards/part.ts';
import { pulsesChat } from '../../../bot/pulses/chat.ts';
import { pulsesRoutes } from '../../../bot/pulses/routes.ts';
import { ballotStore } from '../../../bot/pulses/store/ballots.ts';
import { Refusal } from '../../../bot/refusal.ts';
import { channelOf, roundOf } from '../../pulses/world.ts';
import { type Given, type Week } from './agency.ts';
import { caughtDoors } from './doors.ts';
import { entryOf, packs } from './pack.ts';
import { ballotOf, keyNameOf, sealWith } from './sealed.ts';

export interface Visitor {
  readonly tenant: string;
  readonly id: string;
  readonly roles: readonly AppRole[];
}

/** A weakened build says here in what it is weaker. */
export interface Build {
  readonly engine?: ReleaseEngine;
  /** Every question has room for a comment. */
  readonly comments?: boolean;
}

export type House = ReturnType<typeof house>;

/**
 * The product's own people, programme, cards and pulses around a real database. Only the clock, Teams and the pack
 * are told here. One agency is one tenant; several may live in one house.
 */
export function house(database: Database, keys: Keys, { engine, comments = false }: Build = {}) {
  // The agency is set up before its first week.
  let now = new Date(roundOf(1).opensAt.getTime() - 3_600_000);
  let counter = 0;
  const clock = { now: () => now };
  const ids = () => `id-${String(++counter)}`;
  const rosters = new Map<string, Set<string>>();
  const people = peopleActions({
    database,
    clock,
    teams: {
      members: ({ conversation }) =>
        Promise.resolve(
          [...(rosters.get(conversation) ?? [])].map((id) => ({
            id,
            teamsId: `29:${id}`,
            name: id,
            guest: false,
          })),
        ),
    },
  });
  const programme = programmeActions({
    ...{ database, people, packs, clock, ids },
    lastPosts: () => prompts.lastPosts,
  });
  const prompts = promptActions({ database, programme: () => programme, packs, clock });
  const memory = roundMemory({ database, keys, programme });
  const surroundings = {
    ...{ database, keys, clock, memory, people, packs, programme },
    ...(engine ? { engine } : {}),
  };
  const questions = questionPart(surroundings);
  const card = weeklyCard({ packs, questions: () => questions });
  const messages: { readonly to: string; readonly card: Card }[] = [];
  const reminders = pulseReminders({
    ...surroundings,
    teams: {
      personalChat: ({ tenant, serviceUrl, teamsId }) =>
        Promise.resolve({ tenant, serviceUrl, conversation: `a:${teamsId}` }),
      send(to, sent) {
        messages.push({ to: to.conversation, card: sent });
        return Promise.resolve({ message: String(messages.length), conversation: to.conversation });
      },
    },
    pace: { turn: (to) => Promise.resolve(to) },
    machineNow: () => now.getTime(),
  });
  const part = pulsesPart(surroundings);
  const doors = caughtDoors();
  const agenda = () => ({ propose: () => Promise.resolve({ series: 'Ledermøtet' }) });
  peopleRoutes(doors.http, people);
  peopleChat(doors.teams, people);
  programmeRoutes(doors.http, programme);
  const lookBackLink = 'https://lederpuls.example/tab/prompts';
  promptsChat(doors.teams, { people, programme, prompts, card, agenda, lookBackLink });
  const notes = noteActions(surroundings);
  noteRoutes(doors.http, { ...surroundings, notes });
  pulsesRoutes(doors.http, surroundings, 'Etaten');
  pulsesChat(doors.teams, surroundings, () => card);
  remindersChat(doors.teams, surroundings, reminders, () => card);
  const meetings = personalMeetings({ database });
  const about = aboutActions({ ...surroundings, answers: personalAnswers(surroundings), notes, meetings });
  const trust = trustActions({
    ...{ ...surroundings, agencyName: 'Etaten' },
    figures: releasedFigures(surroundings),
  });
  trustRoutes(doors.http, { trust, about, programme, agencyName: 'Etaten' });
  aboutChat(doors.teams, people, about);

  return {
    ...{ database, keys, surroundings, people, programme, rosters, messages },
    routes: doors.routes,

    /** The tree and the homes, as the administrator keeps them. Every unit gets a channel of its own. */
    async settle(tenant: string, units: readonly Unit[], homes: ReadonlyMap<string, string>): Promise<void> {
      const list: Home[] = [...homes].map(([person, unit]) => ({ person, name: `Navn ${person}`, unit }));
      await people.replaceUnits(tenant, units, list);
      if (comments) await policyStore(database).keep(tenant, { ...firstPolicy, comments });
      for (const unit of units) {
        const channel = channelIn(tenant, unit.id);
        await channelStore(database).keep(channel);
        rosters.set(
          channel.id,
          new Set(list.filter((home) => home.unit === unit.id).map(({ person }) => person)),
        );
        people.dropRoster({ tenant, serviceUrl: channel.serviceUrl, conversation: channel.id });
      }
    },

    async open(
      tenant: string,
      week: number,
      scales: readonly Scale[],
      programme?: Week['programme'],
    ): Promise<Round> {
      const round = {
        ...{ ...roundOf(Math.floor(week)), tenant, entry: entryOf(scales), id: `${tenant}-${week}` },
        ...(programme ? { programme: programme.name } : {}),
      };
      now = round.opensAt;
      const all = await channelStore(database).of(tenant);
      const channels = all.filter(({ unit }) => programme?.units.includes(unit ?? '') ?? true);
      await part.prepare(round);
      await database.transaction(async (connection) => {
        await roundStore(connection).add(round, channels);
        await part.opened(connection, round, channels);
      });
      await part.settled();
      return round;
    },

    /** Straight into the store, sealed as a press would: one transaction for all, because the door takes its time. */
    async fill(round: Round, given: readonly Given[]): Promise<void> {
      const seal = sealWith(await keys.create(keyNameOf(round)), { ...round, comments });
      await database.transaction(async (connection) => {
        const ballots = ballotStore({ connection, engine: database.engine });
        for (const { person, ...ballot } of given) {
          const token = seal.token({ tenant: round.tenant, id: person });
          await ballots.add(round, token, seal.close(token, ballotOf(ballot)));
        }
      });
    },

    /** Moves the clock on within a round. */
    later(hoursAfter: number, round: Round): void {
      now = new Date(round.opensAt.getTime() + hoursAfter * 3_600_000);
    },

    /** Moves the clock and lets the reminders run that are due by then. */
    async remind(hoursAfter: number, round: Round): Promise<void> {
      now = new Date(round.opensAt.getTime() + hoursAfter * 3_600_000);
      while ((await reminders.remind()) > 0);
    },

    async close(round: Round): Promise<void> {
      now = round.closesAt;
      const channels = await programme.roundChannels(round);
      await database.transaction(async (connection) => {
        await roundStore(connection).close(round);
        await reminders.part.closed?.(connection, round, channels);
        await part.closed(connection, round, channels);
      });
      await part.settled();
    },

    /** A GET of the tab. A refusal is a reply like any other: its code. */
    async get(
      path: string,
      visitor: Visitor,
      query: Readonly<Record<string, string>> = {},
    ): Promise<unknown> {
      const handler = doors.routes.get(path);
      if (!handler) throw new Error(`No route ${path}`);
      const caller: Caller = {
        ...{ ...visitor, name: visitor.id, language: 'nb', token: '', tokenExpires: new Date(8.64e15) },
      };
      return await refusedAsReply(() => handler({ caller, params: {}, query, body: undefined }));
    },

    async press(visitor: Visitor, unit: string, verb: string, data: Readonly<Record<string, unknown>>) {
      const channel = channelIn(visitor.tenant, unit);
      const press: Press = {
        from: senderOf(visitor),
        at: { tenant: visitor.tenant, serviceUrl: channel.serviceUrl, conversation: channel.id },
        ...{ message: '1', verb, data: { channel: channel.id, ...data } },
      };
      return await refusedAsReply(() => doors.presses.get(verb)?.(press) ?? Promise.reject(new Error(verb)));
    },

    async type(visitor: Visitor, unit: string, text: string, scope: TypedMessage['scope']): Promise<unknown> {
      const { id: conversation, serviceUrl } = channelIn(visitor.tenant, unit);
      const at = { tenant: visitor.tenant, serviceUrl, conversation };
      const command = [...doors.commands].find(([words]) => words.includes(text.toLowerCase()))?.[1];
      const message = { from: senderOf(visitor), at, scope, text };
      return await refusedAsReply(
        () => (command ?? doors.other.handler)?.(message) ?? Promise.resolve(undefined),
      );
    },

    /** The weekly card of a channel as somebody sees it; nobody = the shared one. */
    card: (round: Round, unit: string, person?: string): Promise<Card> =>
      card.draw({
        ...{ round, channel: channelIn(round.tenant, unit), language: 'nb' },
        viewer: person === undefined ? undefined : { tenant: round.tenant, id: person },
      }),

    result: (round: Round, unit: string): Promise<Card> =>
      card.result({
        ...{ round: { ...round, state: 'closed' }, channel: channelIn(round.tenant, unit), language: 'nb' },
      }),

    commands: () => [...doors.commands.keys()].map(([word]) => word ?? ''),
  };
}

function channelIn(tenant: string, unit: string): LeaderChannel {
  return { ...channelOf(unit), tenant, id: `19:${tenant}-${unit}@thread.tacv2` };
}

const senderOf = ({ tenant, id }: Visitor): Press['from'] => ({
  ...{ tenant, id, teamsId: `29:${id}`, name: `Navn ${id}`, locale: 'nb-no' },
});

async function refusedAsReply(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code };
    throw error;
  }
}

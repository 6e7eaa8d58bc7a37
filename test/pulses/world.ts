import { type Question } from '../../bot/content/model.ts';
import { type Home, type HomeChange, type Unit } from '../../bot/people/model.ts';
import { type Connection, type Database } from '../../bot/platform/database/database.ts';
import { type Keys } from '../../bot/platform/keys/keys.ts';
import { type Caller, type FileReply, type Http } from '../../bot/platform/http/http.ts';
import { type Card, type Press, type TeamsDoor } from '../../bot/platform/teams/teams.ts';
import { firstPolicy, type Policy } from '../../bot/programme/model/policy.ts';
import { type Round } from '../../bot/programme/model/programme.ts';
import { type RoundPart, type WeeklyCardView } from '../../bot/programme/slots.ts';
import { roundMemory } from '../../bot/pulses/actions/memory.ts';
import { pulsesPart } from '../../bot/pulses/actions/rounds.ts';
import { type PulseSurroundings } from '../../bot/pulses/actions/surroundings.ts';
import { questionPart } from '../../bot/pulses/cards/part.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { pulsesChat } from '../../bot/pulses/chat.ts';
import { pulsesRoutes } from '../../bot/pulses/routes.ts';
import { Refusal } from '../../bot/refusal.ts';
import { words } from '../support/story.ts';
import { area, channelOf, entry, homes, question, roundOf, tenant, units } from './agency.ts';

export { area, channelOf, entry, leader, question, roundOf, same, sizes, tenant, units } from './agency.ts';
export { words } from '../support/story.ts';

/** A database may be read inside a transaction too. */
export function keysInMemory(): Keys & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    create(id) {
      const key = kept.get(id) ?? crypto.getRandomValues(new Uint8Array(32));
      kept.set(id, key);
      return Promise.resolve(key);
    },
    read: (id) => Promise.resolve(kept.get(id)),
    destroy(id) {
      kept.delete(id);
      return Promise.resolve();
    },
    list: () => Promise.resolve([...kept.keys()]),
  };
}

type Handler = (press: Press) => Promise<Card>;

export interface World {
  readonly surroundings: PulseSurroundings;
  readonly clock: { now(): Date; set(now: Date): void };
  /** Channel by channel, who is in it. */
  readonly rosters: Map<string, Set<string>>;
  /** Person by person, the home unit. */
  readonly homes: Map<string, Unit | undefined>;
  /** Moves somebody now, and notes it; `undefined` = leaves. */
  move(person: string, unit: string | undefined): void;
  /** What the agency has decided, what the week asks, and which units have a channel of the programme (all). */
  readonly decided: {
    policy: Policy;
    questions: readonly Question[];
    readonly programmes: Map<string, readonly string[]>;
  };
  /** Parts that are called before the pulses' own when a round closes. */
  readonly first: RoundPart[];
  open(round: Round): Promise<void>;
  close(round: Round): Promise<void>;
  /** Opens without what comes before and after the transaction. */
  openBare(connection: Connection, round: Round): Promise<void>;
  settle(): Promise<void>;
  know(opened: Round): void;
  press(person: string, unit: string, verb: string, data: Record<string, unknown>): Promise<WeeklyCardView>;
  /** The version that the person's own card shows now. */
  view(person: string, unit: string, round: Round): Promise<number>;
  /** Everything a person reads on the own card. */
  seen(person: string | undefined, unit: string, round: Round): Promise<string>;
  card(person: string, unit: string, round: Round, more?: Partial<WeeklyCardView>): Promise<string>;
  result(unit: string, round: Round): Promise<string>;
  /** GET /api/results as that person. */
  results(
    person: string,
    roles?: Caller['roles'],
    query?: Readonly<Record<string, string>>,
  ): Promise<ResultsReply>;
  /** GET /api/results/export as that person. */
  exported(
    person: string,
    roles: Caller['roles'],
    query: Readonly<Record<string, string>>,
  ): Promise<FileReply>;
}

/** Who works where; each unit with people has a channel. */
export interface Organisation {
  readonly units: readonly Unit[];
  readonly homes: readonly Home[];
}

/** Pulses with a real store; people, content and programme are told here, the weekly card is caught. */
export function world(database: Database, keys: Keys, of: Organisation = { units, homes }): World {
  const channels = [...new Set(of.homes.map(({ unit }) => unit))].map(channelOf);
  const unitById = new Map(of.units.map((unit) => [unit.id, unit]));
  const homeOf = new Map(of.homes.map(({ person, unit }) => [person, unitById.get(unit)]));
  const decided: World['decided'] = { policy: firstPolicy, questions: [question], programmes: new Map() };
  const channelsOf = ({ programme }: Pick<Round, 'programme'>) =>
    channels.filter(({ unit }) => decided.programmes.get(programme)?.includes(unit ?? '') ?? true);
  const changes: HomeChange[] = [];
  let now = roundOf(1).opensAt;
  const rounds = new Map<string, Round>();
  const rosters = new Map(
    channels.map(({ id, unit }) => [
      id,
      new Set(of.homes.filter((home) => home.unit === unit).map((home) => home.person)),
    ]),
  );
  const surroundings: PulseSurroundings = {
    database,
    keys,
    memory: roundMemory({ database, keys, programme: { zone: () => Promise.resolve('Europe/Oslo') } }),
    clock: { now: () => now },
    people: {
      units: () => Promise.resolve(of.units),
      homes: () =>
        Promise.resolve(
          [...homeOf].flatMap(([person, unit]) => (unit ? [{ person, name: person, unit: unit.id }] : [])),
        ),
      homeChanges: (_tenant, since, until) =>
        Promise.resolve(changes.filter(({ at }) => at > since && at <= until)),
      homeUnit: ({ id }) => Promise.resolve(homeOf.get(id)),
      profile: ({ id }) => Promise.resolve({ language: undefined, home: homeOf.get(id) }),
      requireMember(at, person) {
        if (rosters.get(at.conversation)?.has(person) !== true) throw new Refusal('not-in-channel');
        return Promise.resolve({ id: person, teamsId: `29:${person}`, name: person, guest: false });
      },
    },
    packs: {
      entry: () => ({ ...entry, questions: decided.questions }),
      area: () => area,
      find: () => undefined,
    },
    programme: {
      round: (_tenant, id) => Promise.resolve(rounds.get(id)),
      roundChannel: ({ id }, channel) =>
        Promise.resolve(channelsOf(rounds.get(id) ?? { programme: '' }).find((one) => one.id === channel)),
      roundChannels: ({ id }) => Promise.resolve(channelsOf(rounds.get(id) ?? { programme: '' })),
      zone: () => Promise.resolve('Europe/Oslo'),
      policy: () => Promise.resolve(decided.policy),
    },
  };
  const part = pulsesPart(surroundings);
  const cards = questionPart(surroundings);
  const handlers = new Map<string, Handler>();
  const drawn: WeeklyCardView[] = [];
  pulsesChat(
    { onPress: (verb: string, handler: Handler) => handlers.set(verb, handler) } as unknown as TeamsDoor,
    surroundings,
    () => ({
      draw(view) {
        drawn.push(view);
        return Promise.resolve({ type: 'AdaptiveCard' });
      },
    }),
  );

  type Query = Readonly<Record<string, string>>;
  type Read = (call: { readonly caller: Caller; readonly query: Query }) => Promise<unknown>;
  let read: Read | undefined;
  let hand: Read | undefined;
  pulsesRoutes(
    {
      get: (_path: string, handler: Read) => (read = handler),
      file: (_path: string, handler: Read) => (hand = handler),
    } as unknown as Http,
    surroundings,
    'Direktoratet for prøving',
  );

  const self: World = {
    surroundings,
    clock: {
      now: () => now,
      set(to) {
        now = to;
      },
    },
    rosters,
    homes: homeOf,
    move(person, unit) {
      changes.push({ person, from: homeOf.get(person)?.id, to: unit, at: now });
      homeOf.set(person, unitById.get(unit ?? ''));
    },
    decided,
    first: [],
    async open(round) {
      await part.prepare(round);
      await database.transaction((connection) => self.openBare(connection, round));
      await part.settled();
    },
    async openBare(connection, round) {
      rounds.set(round.id, round);
      await part.opened(connection, round, channelsOf(round));
    },
    async close(round) {
      now = round.closesAt;
      await database.transaction(async (connection) => {
        for (const one of self.first) await one.closed?.(connection, round, channelsOf(round));
        await part.closed(connection, round, channelsOf(round));
        rounds.set(round.id, { ...round, state: 'closed' });
      });
    },
    settle: () => part.settled(),
    know: (round) => void rounds.set(round.id, round),
    async press(person, unit, verb, data) {
      const { id: conversation, serviceUrl } = channelOf(unit);
      await handlers.get(verb)?.({
        from: { tenant, id: person, teamsId: `29:${person}`, name: person, locale: 'nb-no' },
        at: { tenant, serviceUrl, conversation: `${conversation};messageid=1` },
        message: '1',
        verb,
        data: { channel: conversation, ...data },
      });
      const view = drawn.at(-1);
      if (!view) throw new Error('No card was drawn');
      return view;
    },
    async view(person, unit, round) {
      const part = await cards.ask({
        round,
        channel: channelOf(unit),
        language: 'nb',
        viewer: { tenant, id: person },
      });
      return Number(/"view":(\d+)/.exec(JSON.stringify(part))?.[1]);
    },
    async seen(person, unit, round) {
      const viewer = person === undefined ? undefined : { tenant, id: person };
      return words((await cards.ask({ round, channel: channelOf(unit), language: 'nb', viewer })).body);
    },
    async card(id, unit, round, more = {}) {
      const view = { round, channel: channelOf(unit), language: 'nb' as const, viewer: { tenant, id } };
      return JSON.stringify(await cards.ask({ ...view, ...more }));
    },
    async results(id, roles = [], query = {}) {
      return (await read?.({ caller: callerOf(id, roles), query })) as ResultsReply;
    },
    async exported(id, roles, query) {
      return (await hand?.({ caller: callerOf(id, roles), query })) as FileReply;
    },
    async result(unit, round) {
      return words((await cards.result({ ...round, state: 'closed' }, channelOf(unit), 'nb')).body);
    },
  };
  return self;
}

const callerOf = (id: string, roles: Caller['roles']): Caller => ({
  ...{ tenant, id, name: id, roles, language: 'nb' },
  ...{ token: '', tokenExpires: new Date(8.64e15) },
});

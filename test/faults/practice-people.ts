import { type State } from '../../infra/practice/api.ts';
import { type Draw } from '../attacks/disclosure/random.ts';
import { actionOf, pressActivity, type Reply, type Story, words } from '../support/story.ts';
import { type AnswerTally } from './respondents.ts';

interface Answering {
  readonly person: string;
  readonly channel: string;
  /** What may be found now: the last acknowledged answer, and what was sent after it without a reply. */
  may: Set<string>;
  /** The presses of this week, newest last. */
  readonly sent: { readonly action: object; readonly value: string }[];
}

/** Where the card of the week stands in a channel, and what its buttons carry. */
export interface WeeklyCard {
  readonly tenant: string;
  readonly message: string;
  readonly data: unknown;
}

export function weeklyCards({ tenant, messages }: State, week: string): ReadonlyMap<string, WeeklyCard> {
  return new Map(
    messages.flatMap(({ id, conversation, replyTo, card }) => {
      const data = actionOf(card, 'agenda')?.['data'] as { round?: string } | undefined;
      const isOfWeek = replyTo === undefined && data?.round?.includes(week) === true;
      return isOfWeek ? [[conversation, { tenant, message: id, data }] as const] : [];
    }),
  );
}

const NOTHING = 'nothing';
const SCALE = ['1', '2', '3', '4', '5'];
const answerIn = (card: string) => /Du svarte (\d) av 5/.exec(card)?.[1];

/** An answer of the scale as the card on somebody's screen would send it; `undefined` = it asks otherwise. */
function buttonsOn(card: unknown): ReadonlyMap<string, object> | undefined {
  const found = new Map<string, object>();
  const look = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { verb, data } = part as { verb?: unknown; data?: { value?: unknown } };
    if (verb === 'answer' && SCALE.includes(String(data?.value))) found.set(String(data?.value), part);
    for (const below of Object.values(part)) look(below);
  };
  look(card);
  return SCALE.every((value) => found.has(value)) ? found : undefined;
}

/** Leaders who press in Teams while the service is killed under them, and what they have been told. */
export function practicePeople(
  story: Story,
  leaders: readonly { readonly person: string; readonly channel: string }[],
  draw: Draw,
) {
  const tally: AnswerTally = { presses: 0, repeats: 0, acknowledged: 0, lost: 0, countedTwice: 0 };
  let answering: Answering[] = [];

  async function invoke({ person, channel }: Answering, at: WeeklyCard, action: object): Promise<unknown> {
    const activity = pressActivity({ ...at, person, channel, action });
    const { body } = await story.api<Reply<{ value?: unknown } | null>>('POST', '/api/activities', {
      activity,
    });
    return body?.value;
  }

  const seen = (one: Answering, at: WeeklyCard) =>
    invoke(one, at, { type: 'Action.Execute', verb: 'refresh', data: at.data });

  async function deliver(one: Answering, at: WeeklyCard, press: Answering['sent'][number]): Promise<void> {
    const isNewest = one.sent.at(-1) === press;
    if (isNewest) one.may.add(press.value);
    const said = await invoke(one, at, press.action).catch(() => undefined);
    if (!isNewest || answerIn(words(said)) !== press.value) return;
    tally.acknowledged += 1;
    one.may = new Set([press.value]);
  }

  /** Whoever has answered presses "change" first, which shows the buttons again. */
  async function answerAction(one: Answering, at: WeeklyCard, value: string): Promise<object | undefined> {
    const card = await seen(one, at);
    const change = actionOf(card, 'change');
    return buttonsOn(change === undefined ? card : await invoke(one, at, change))?.get(value);
  }

  async function pressOnce(one: Answering, at: WeeklyCard): Promise<void> {
    const value = String(1 + draw.below(5));
    const action = await answerAction(one, at, value);
    if (action === undefined) return;
    const press = { value, action };
    one.sent.push(press);
    tally.presses += 1;
    const [older] = one.sent;
    const repeats = [...(draw.chance(0.4) ? [press] : []), ...(draw.chance(0.3) && older ? [older] : [])];
    tally.repeats += repeats.length;
    // An old invoke that comes again may overtake the new one.
    const all = draw.chance(0.5) ? [...repeats, press] : [press, ...repeats];
    await Promise.all(all.map((each) => deliver(one, at, each)));
  }

  return {
    tally,
    begin() {
      answering = leaders.map((leader) => ({ ...leader, may: new Set([NOTHING]), sent: [] }));
    },
    async press(cards: ReadonlyMap<string, WeeklyCard>): Promise<void> {
      for (const one of answering) {
        const at = cards.get(one.channel);
        // Whoever finds the service down has not answered.
        if (at !== undefined && draw.chance(0.4)) await pressOnce(one, at).catch(() => undefined);
      }
    },
    /** Just before the round closes, with the service up: is everybody told of the right answer, and is each kept once? */
    async compare(cards: ReadonlyMap<string, WeeklyCard>, ballotsKept: number): Promise<void> {
      let answers = 0;
      for (const one of answering) {
        const at = cards.get(one.channel);
        const answer = at === undefined ? undefined : answerIn(words(await seen(one, at)));
        if (!one.may.has(answer ?? NOTHING)) tally.lost += 1;
        if (answer !== undefined) answers += 1;
      }
      tally.lost += Math.max(0, answers - ballotsKept);
      tally.countedTwice += Math.max(0, ballotsKept - answers);
    },
  };
}

import { type Press } from '../../bot/platform/teams/teams.ts';
import { type LeaderChannel, type Round } from '../../bot/programme/model/programme.ts';
import { type ReleaseEngine, releaseEngine } from '../../bot/pulses/model/engine.ts';
import { type Draw } from '../attacks/disclosure/random.ts';
import { words } from '../support/story.ts';
import { type Leader, memberOf, tenant } from './agency.ts';
import { type Service } from './service.ts';

export interface AnswerTally {
  presses: number;
  /** The same invoke twice, an old one again, or two that overtook each other. */
  repeats: number;
  acknowledged: number;
  lost: number;
  countedTwice: number;
}

/** The release engine of the product; what it is given to count is kept for comparison. */
export function recordingEngine(): {
  engine: ReleaseEngine;
  /** Since it was last asked. */
  takeCounted(): readonly Counted[];
} {
  let counted: readonly Counted[] = [];
  return {
    engine: {
      ...releaseEngine,
      release(given) {
        counted = given.ballots.map(({ unit, answer }) => ({ unit, answer: String(answer) }));
        return releaseEngine.release(given);
      },
    },
    takeCounted() {
      const taken = counted;
      counted = [];
      return taken;
    },
  };
}

interface Counted {
  readonly unit: string;
  readonly answer: string;
}

interface Answering {
  readonly leader: Leader;
  /** The version that the card on the person's screen carries. */
  view: number;
  /** What may be found now: the last acknowledged answer, and what was sent after it without a reply. */
  may: Set<string>;
  /** The presses of this round, newest last. */
  readonly sent: Press[];
}

const NOTHING = 'nothing';

/** Leaders who press during a round, and what the product has promised each of them. */
export function respondents(leaders: readonly Leader[], draw: Draw) {
  const tally: AnswerTally = { presses: 0, repeats: 0, acknowledged: 0, lost: 0, countedTwice: 0 };
  let answering: Answering[] = [];

  const pressOf = ({ leader, view }: Answering, round: Round, value: string): Press => ({
    from: { tenant, ...memberOf(leader), locale: 'nb-NO' },
    at: { tenant, serviceUrl: 'https://smba.example/no/', conversation: leader.channel },
    message: undefined,
    verb: 'answer',
    data: { round: round.id, channel: leader.channel, view, value },
  });

  /** Delivered once; what the reply shows is what the person has been told. */
  async function deliver(service: Service, one: Answering, press: Press): Promise<void> {
    const value = String(press.data['value']);
    const isNewest = one.sent.at(-1) === press;
    if (isNewest) one.may.add(value);
    const card = await service.press(press).catch(() => undefined);
    if (card === undefined) return;
    one.view = Number(/"view":(\d+)/.exec(JSON.stringify(card))?.[1] ?? one.view);
    if (!isNewest || !words(card).includes(`Du svarte ${value} av 5`)) return;
    tally.acknowledged += 1;
    one.may = new Set([value]);
  }

  async function pressOnce(service: Service, one: Answering, round: Round): Promise<void> {
    const press = pressOf(one, round, String(1 + draw.below(5)));
    one.sent.push(press);
    tally.presses += 1;
    const [older] = one.sent;
    const repeats = [
      ...(draw.chance(0.4) ? [press] : []),
      ...(draw.chance(0.3) && older !== undefined ? [older] : []),
    ];
    tally.repeats += repeats.length;
    // An old invoke that comes again may overtake the new one.
    const all = draw.chance(0.5) ? [...repeats, press] : [press, ...repeats];
    await Promise.all(all.map((each) => deliver(service, one, each)));
  }

  return {
    tally,
    begin() {
      answering = leaders.map((leader) => ({ leader, view: 0, may: new Set([NOTHING]), sent: [] }));
    },
    /** A part of the leaders presses, side by side. */
    async press(service: Service, round: Round): Promise<void> {
      const some = answering.filter(() => draw.chance(0.4));
      await Promise.all(some.map((one) => pressOnce(service, one, round)));
    },
    /** What each person is shown just before the round closes. */
    async shown(service: Service, round: Round, channels: readonly LeaderChannel[]): Promise<Counted[]> {
      const counted: Counted[] = [];
      for (const { leader, may } of answering) {
        const channel = channels.find(({ id }) => id === leader.channel);
        if (channel === undefined) continue;
        const viewer = { tenant, id: leader.id };
        const card = words(await service.look({ round, channel, language: 'nb', viewer }));
        const answer = /Du svarte (\d) av 5/.exec(card)?.[1] ?? NOTHING;
        if (!may.has(answer)) tally.lost += 1;
        if (answer !== NOTHING) counted.push({ unit: leader.unit, answer });
      }
      return counted;
    },
    /** What was counted when the round closed, against what people were shown. */
    compare(shown: readonly Counted[], counted: readonly Counted[]): void {
      const left = new Map<string, number>();
      const add = ({ unit, answer }: Counted, by: number) =>
        left.set(`${unit} ${answer}`, (left.get(`${unit} ${answer}`) ?? 0) + by);
      for (const one of counted) add(one, 1);
      for (const one of shown) add(one, -1);
      for (const difference of left.values()) {
        tally.countedTwice += Math.max(0, difference);
        tally.lost += Math.max(0, -difference);
      }
    },
  };
}

import { type Story } from '../support/story.ts';
import { standingIn } from './practice-ours.ts';
import { type Contestant } from './contestant.ts';
import { type Found, tallyPosts } from './tally.ts';

/** A call that hangs is never given up, so nobody waits longer for it than this. */
const PATIENCE_MS = 20_000;

/** The plain sender: it keeps no ledger, so what does not stand in a channel is missed in silence. */
export function plainSender(story: Story): Contestant {
  let began: { readonly moment: string; readonly at: number } | undefined;
  let quietTimes = 0;
  return {
    answers: undefined,
    async isSettled({ week }, state) {
      const moment = `${week} ${state}`;
      if (began?.moment !== moment) {
        began = { moment, at: Date.now() };
        quietTimes = 0;
      }
      const address = (await story.state()).services[0]?.address ?? '';
      const asked = await fetch(`${address}/under-way`).catch(() => undefined);
      const { underWay } = ((await asked?.json()) ?? { underWay: 1 }) as { underWay: number };
      quietTimes = underWay === 0 ? quietTimes + 1 : 0;
      return quietTimes > 10 || Date.now() - began.at > PATIENCE_MS;
    },
    answer: (_week, disturb) => disturb().then(disturb),
    compare: () => Promise.resolve(),
    async tally(calendar) {
      const state = await story.state();
      const channels = state.channels.map(({ id }) => id);
      const weeks = calendar.map(({ week }) => week);
      const rounds = weeks.map((week) => {
        return { id: week, week, state: 'closed', reason: null, pack: '', entry: '' };
      });
      const slots: Found[] = weeks.flatMap((round) =>
        channels.flatMap((channel): Found[] => [
          { channel, round, kind: 'weekly' },
          { channel, round, kind: 'result' },
        ]),
      );
      const ledger = slots.map((slot) => ({ ...slot, state: 'posted', reason: null }));
      return tallyPosts({
        ...{ calendar, channels, rounds, ledger, found: standingIn(state) },
        ...{ asks: () => true, without: () => undefined },
      });
    },
    close: () => Promise.resolve(),
  };
}

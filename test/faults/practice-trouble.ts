import { type Fault, type Mishap, type State } from '../../infra/practice/api.ts';
import { type Draw } from '../attacks/disclosure/random.ts';
import { type Story } from '../support/story.ts';
import { type PracticeYear } from './contestant.ts';
import { faultRows } from './rows.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const passing = faultRows.filter(({ final }) => !final);
const LONGEST_PAUSE_MS = 700;

/** A service may be killed at a call while another order is under way: then that order comes to nothing. */
const order = (story: Story, what: 'start' | 'kill' | 'pause' | 'resume', index: number) =>
  story.api('POST', '/api/service', { do: what, index }).catch(() => undefined);

/** Kills and starts services, and tells practice which calls go wrong. */
export function troubleMaker({
  story,
  draw,
  options,
  moments,
}: {
  readonly story: Story;
  readonly draw: Draw;
  readonly options: PracticeYear;
  /** How often a script or a round of kills is asked for. */
  readonly moments: number;
}) {
  const services = options.services?.count ?? 1;
  let kills = 0;
  let moment = 0;
  let scripted = 0;

  /** The kills are spread evenly over all moments; a kill at a call that never came is made up for. */
  function share(): number {
    moment += 1;
    return Math.max(0, Math.round((options.kills * moment) / moments) - kills);
  }

  function row(): Mishap {
    return passing[draw.below(passing.length)]?.mishap ?? 'reset-before';
  }

  return {
    kills: () => kills,
    scripted: () => scripted,

    /** What the calls of the coming hours meet: rows of the matrix, and some of the kills. */
    async script(method: 'POST' | 'PUT'): Promise<void> {
      const { channels } = await story.state();
      const killing = Array.from({ length: share() }, (): Mishap => {
        return { kill: draw.below(services), accepted: draw.chance(0.5) };
      });
      const struck = channels.filter(() => draw.chance(options.faultShare)).map(row);
      scripted += struck.length;
      const faults = [...killing, ...struck].map((mishap): Fault => {
        const about = channels[draw.below(channels.length)]?.id ?? '';
        // When a week closes there are edits as well as posts.
        const edits = method === 'PUT' && draw.chance(0.5);
        return { on: 'connector', times: 1, do: mishap, about, method: edits ? 'PUT' : 'POST' };
      });
      await story.api('POST', '/api/faults', faults);
    },

    /** At random moments, one after the other; where there are several, some stand still before. */
    async killNow(): Promise<void> {
      for (let times = share(); times > 0; times--) {
        await pause(draw.next() * LONGEST_PAUSE_MS);
        const index = draw.below(services);
        if (services > 1 && draw.chance(0.3)) {
          await order(story, 'pause', index);
          await pause(draw.next() * 3 * LONGEST_PAUSE_MS);
          await order(story, 'resume', index);
          await pause(draw.next() * LONGEST_PAUSE_MS);
        }
        await order(story, 'kill', index);
        kills += 1;
        await order(story, 'start', index);
      }
    },

    /** Who was killed at a call has not been started again. */
    async revive(): Promise<void> {
      const { services: all } = await story.api<Pick<State, 'services'>>('GET', '/api/services');
      for (const { index, state } of all)
        if (state === 'stopped' || state === 'failed') {
          kills += 1;
          await order(story, 'start', index);
        }
    },
  };
}

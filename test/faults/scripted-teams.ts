import { type Mishap } from '../../infra/practice/api.ts';
import { type GraphFault } from '../../bot/platform/graph/graph.ts';
import { asTeamsFault } from '../../bot/platform/teams/faults.ts';
import { type Address, type Card, type Posted, type Teams } from '../../bot/platform/teams/teams.ts';
import { DEADLINE_MS } from './rows.ts';

/** A message that stands in a channel, whatever its sender was told. */
interface Standing extends Posted {
  readonly channel: string;
  /** A reply in a thread is found by reading that thread only. */
  readonly isReply: boolean;
  readonly text: string;
  /** From then on a look through Graph finds it. */
  readonly shownAtMs: number;
}

export interface Call {
  readonly what: 'create' | 'send' | 'edit' | 'look';
  readonly channel: string;
}

/** What the script lets happen to one call; `undefined` = nothing. */
export interface Strike {
  readonly mishap?: Mishap;
  /** What is posted all the same shows so much later. */
  readonly showsAfterMs?: number;
  /** Of a look: Graph fails. */
  readonly graph?: GraphFault;
}

const failedLine = (code: string) => Object.assign(new Error(code), { code });
const timedOut = () => failedLine('REQUEST_ABORTED_ERROR');

/** As the SDK rejects: the status, and headers that can be asked. */
const answered = ({ status, headers = {} }: Extract<Mishap, { status: number }>) =>
  Object.assign(new Error(String(status)), {
    statusCode: status,
    response: { headers: { get: (name: string) => headers[name] } },
  });

function carryOutSlowly<Result>(
  { slowMs, accepted = false }: Extract<Mishap, { slowMs: number }>,
  work: (lateMs: number) => Result,
): Result {
  const result = work(accepted ? 0 : Math.max(0, slowMs - DEADLINE_MS));
  if (slowMs < DEADLINE_MS) return result;
  throw timedOut();
}

/** Teams that keeps what really stands in each channel, and answers as the script says. Time is told by the test. */
export function scriptedTeams(given: {
  readonly nowMs: () => number;
  readonly strike: (call: Call) => Strike | undefined;
}) {
  const standing: Standing[] = [];
  const edits: string[] = [];
  let number = 0;

  function carryOut<Result>(strike: Strike, work: (lateMs: number) => Result): Result {
    const { mishap, showsAfterMs = 0 } = strike;
    if (mishap === undefined) return work(showsAfterMs);
    if (typeof mishap === 'string') {
      if (mishap.endsWith('-after-accept')) work(showsAfterMs);
      throw mishap.startsWith('hang') ? timedOut() : failedLine('ECONNRESET');
    }
    if ('slowMs' in mishap) return carryOutSlowly(mishap, (lateMs) => work(lateMs + showsAfterMs));
    if ('kill' in mishap) throw new Error('The campaign cuts the process itself');
    if (mishap.accepted === true) work(showsAfterMs);
    throw answered(mishap);
  }

  const post = (what: 'create' | 'send', at: Address, card: Card): Promise<Posted> =>
    asTeamsFault('write', async () => {
      await Promise.resolve();
      const [channel = ''] = at.conversation.split(';');
      return carryOut(given.strike({ what, channel }) ?? {}, (lateMs) => {
        const message = `m${++number}`;
        const isReply = at.conversation !== channel;
        const conversation = isReply ? at.conversation : `${channel};messageid=${message}`;
        const shownAtMs = given.nowMs() + lateMs;
        standing.push({ message, conversation, channel, isReply, text: JSON.stringify(card), shownAtMs });
        return { message, conversation };
      });
    });

  const teams: Pick<Teams, 'startThread' | 'send' | 'update'> = {
    startThread: (at, card) => post('create', at, card),
    send: (at, card) => post('send', at, card),
    update: (at, message) =>
      asTeamsFault('write', async () => {
        await Promise.resolve();
        const [channel = ''] = at.conversation.split(';');
        carryOut(given.strike({ what: 'edit', channel }) ?? {}, () => void edits.push(message));
      }),
  };

  return {
    /** Everything that stands, oldest first. */
    standing: standing as readonly Standing[],
    edits: edits as readonly string[],
    teams,
    async findMessage(channel: string, marker: string): Promise<string | undefined> {
      await Promise.resolve();
      const strike = given.strike({ what: 'look', channel });
      if (strike?.graph !== undefined) throw strike.graph;
      const now = given.nowMs();
      return standing.find(
        (one) => one.channel === channel && !one.isReply && one.shownAtMs <= now && one.text.includes(marker),
      )?.message;
    },
  };
}

export type ScriptedTeams = ReturnType<typeof scriptedTeams>;

import { GraphFault, type GraphFaultCode } from '../../bot/platform/graph/graph.ts';
import { type Draw } from '../attacks/disclosure/random.ts';
import { type FaultRow, faultRows, LATE_MS } from './rows.ts';
import { type Call, type Strike } from './scripted-teams.ts';

const passing = faultRows.filter(({ final }) => !final);
const final = faultRows.filter((row) => row.final);
const looks: readonly GraphFaultCode[] = ['graph-unreachable', 'graph-busy', 'graph-down'];

const pick = <One>(draw: Draw, all: readonly [One, ...One[]] | readonly One[]): One => {
  const one = all[draw.below(all.length)];
  if (one === undefined) throw new RangeError('Nothing to draw from');
  return one;
};

export interface ScriptShares {
  /** Calls to Teams that meet a row of the matrix. */
  readonly calls: number;
  /** Of those, rows that Teams never gets over. */
  readonly final: number;
  /** Looks through Graph that fail for a while; a fifth of them because the team has not granted it. */
  readonly looks: number;
  /** Weeks in which the service is not up when the post is due. */
  readonly late: number;
  /** Waits in which somebody sets the clock. */
  readonly jumps: number;
}

export interface Script {
  /** What has gone wrong how often, by name. */
  readonly met: ReadonlyMap<string, number>;
  note(name: string): void;
  strike(call: Call): Strike | undefined;
}

/** The test says what happens to each call. */
export function toldScript(strike: (call: Call) => Strike | undefined): Script {
  const met = new Map<string, number>();
  const note = (name: string) => void met.set(name, (met.get(name) ?? 0) + 1);
  return {
    met,
    note,
    strike(call) {
      const struck = strike(call);
      if (struck !== undefined) note(call.what);
      return struck;
    },
  };
}

/** Draws what happens to each call. */
export function drawnScript(draw: Draw, shares: ScriptShares): Script {
  const met = new Map<string, number>();
  const note = (name: string) => void met.set(name, (met.get(name) ?? 0) + 1);

  function onLook(): Strike | undefined {
    if (!draw.chance(shares.looks)) return undefined;
    const code = draw.chance(0.2) ? 'not-allowed' : pick(draw, looks);
    note(`look: ${code}`);
    return { graph: new GraphFault(code) };
  }

  function onCall(call: Call): Strike | undefined {
    if (!draw.chance(shares.calls)) return undefined;
    const row: FaultRow = pick(draw, draw.chance(shares.final) ? final : passing);
    note(`${call.what}: ${row.name}`);
    const isLate = typeof row.mishap === 'object' && 'slowMs' in row.mishap;
    if (isLate || !draw.chance(0.5)) return { mishap: row.mishap };
    note('shows late');
    return { mishap: row.mishap, showsAfterMs: draw.next() * LATE_MS };
  }

  return {
    met,
    note,
    strike: (call: Call): Strike | undefined => (call.what === 'look' ? onLook() : onCall(call)),
  };
}

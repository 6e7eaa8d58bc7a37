import { type MeetingState } from '../api.ts';
import { Refusal } from '../../refusal.ts';

/** Every way from one state to another. What is not here does not happen. */
const moves = {
  call: { from: ['draft'], to: 'called' },
  start: { from: ['draft', 'called'], to: 'in-progress' },
  cancel: { from: ['draft', 'called'], to: 'cancelled' },
  finish: { from: ['in-progress'], to: 'for-approval' },
  approve: { from: ['for-approval'], to: 'approved' },
  reopen: { from: ['approved'], to: 'for-approval' },
} as const satisfies Record<string, { from: readonly MeetingState[]; to: MeetingState }>;

export type Move = keyof typeof moves;
export const allMoves = Object.keys(moves) as readonly Move[];

/** The state after a move. Throws `wrong-state` where the move does not start. */
export function stateAfter(state: MeetingState, move: Move): MeetingState {
  const { from, to } = moves[move];
  if (!from.some((one) => one === state)) throw new Refusal('wrong-state');
  return to;
}

import { type MeetingState } from '../../bot/minutes/api.ts';
import { allMoves, type Move, stateAfter } from '../../bot/minutes/model/states.ts';
import { isOpen } from '../../bot/minutes/model/meeting.ts';

const states = [
  'draft',
  'called',
  'in-progress',
  'for-approval',
  'approved',
  'archived',
  'cancelled',
] as const;
const lawful: readonly (readonly [MeetingState, Move, MeetingState])[] = [
  ['draft', 'call', 'called'],
  ['draft', 'start', 'in-progress'],
  ['called', 'start', 'in-progress'],
  ['draft', 'cancel', 'cancelled'],
  ['called', 'cancel', 'cancelled'],
  ['in-progress', 'finish', 'for-approval'],
  ['for-approval', 'approve', 'approved'],
  ['approved', 'reopen', 'for-approval'],
];
const unlawful = states.flatMap((state) =>
  allMoves
    .filter((move) => !lawful.some(([from, by]) => from === state && by === move))
    .map((move) => [state, move] as const),
);

describe('the state of a meeting', () => {
  it.each(lawful)('%s, by %s, becomes %s', (from, move, to) => {
    expect(stateAfter(from, move)).toBe(to);
  });

  it('has a move for all that may happen, and no other', () => {
    expect(lawful.length + unlawful.length).toBe(states.length * allMoves.length);
  });

  it.each(unlawful)('%s takes no %s', (state, move) => {
    expect(() => stateAfter(state, move)).toThrow('wrong-state');
  });

  it.each(states)('%s may be written in only until it is finished, or while it is corrected', (state) => {
    expect(isOpen({ state, correcting: false })).toBe(['draft', 'called', 'in-progress'].includes(state));
    const corrected = ['draft', 'called', 'in-progress', 'for-approval'].includes(state);
    expect(isOpen({ state, correcting: true })).toBe(corrected);
  });
});

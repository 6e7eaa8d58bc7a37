import { type RoundResult } from '../../bot/pulses/api.ts';
import { trends } from '../../tab/pulses/model.ts';

const round = (week: string, question: string): RoundResult => ({
  ...{ id: week, week: `2027-${week}`, closedAt: '2027-01-22T14:00:00Z', cells: [], rates: [] },
  area: { id: 'endringsledelse', name: 'Endringsledelse' },
  question: { id: question, text: question, scale: 'agree5', min: 1, max: 5 },
});
const weeks = (rounds: readonly RoundResult[]) =>
  trends(rounds).map((group) => group.map(({ id }) => id).join(' '));

describe('the trends on the results page', () => {
  it('begin with the question that has a trend to show', () => {
    expect(weeks([round('W01', 'a'), round('W02', 'b'), round('W05', 'a'), round('W06', 'c')])).toEqual([
      'W01 W05',
      'W06',
      'W02',
    ]);
  });

  it('begin with the newest question while none has been asked twice', () => {
    expect(weeks([round('W01', 'a'), round('W02', 'b')])).toEqual(['W02', 'W01']);
  });
});

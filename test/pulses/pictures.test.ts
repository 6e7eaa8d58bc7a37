import { type ResultCell, type ResultsReply, type RoundResult } from '../../bot/pulses/api.ts';
import {
  areaPictures,
  heatPicture,
  inTree,
  ratePicture,
  spreadPictures,
  trendPictures,
} from '../../bot/pulses/model/pictures.ts';

const cell = (unit: string, value: number | undefined, margin = 0.4): ResultCell =>
  value === undefined
    ? { unit, shown: false, why: 'For få svar.' }
    : {
        ...{ unit, shown: true, value, margin, bound: 'about', text: String(value) },
        ...{ widened: false, distribution: null },
      };

function round(
  week: number,
  question: string,
  cells: readonly ResultCell[],
  scale: RoundResult['question']['scale'] = 'agree5',
): RoundResult {
  const id = `r${week}`;
  return {
    ...{ id, week: `2027-W${String(week).padStart(2, '0')}`, programme: 'p', cells, rates: [] },
    closedAt: new Date(Date.UTC(2027, 0, 1 + week * 7)).toISOString(),
    area: { id: question, name: question },
    question: { ...{ id: question, version: 1, text: question, lowIsBest: false, min: 1, max: 5 }, scale },
    rules: { scores: 6, distributions: 11, hiddenRest: 6, rates: 10 },
  };
}

function replyOf(rounds: readonly RoundResult[], unit = 'etat'): ResultsReply {
  return {
    ...{ summary: '', rounds, open: null, comments: [], moreComments: false, receipts: [], about: [] },
    units: [
      { id: 'plan', name: 'Plan', kind: 'section', parent: 'avd' },
      { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
      { id: 'avd', name: 'Avdeling', kind: 'department', parent: 'etat' },
    ],
    period: { from: null, to: '2027-12-31T00:00:00.000Z' },
    focus: { unit, agency: 'etat' },
    choices: { programmes: [], areas: [] },
  };
}

describe('the pictures of the results', () => {
  it('call a difference that the intervals could make no real change', () => {
    const small = replyOf([round(1, 'a', [cell('etat', 3)]), round(2, 'a', [cell('etat', 3.5)])]);
    expect(areaPictures(small)[0]).toMatchObject({ change: 'same', earlier: { week: '2027-W01' } });
    const large = replyOf([round(1, 'a', [cell('etat', 3)]), round(2, 'a', [cell('etat', 3.6)])]);
    expect(areaPictures(large)[0]?.change).toBe('up');
    expect(trendPictures(large)[0]?.change).toBe('up');
  });

  it('compare a unit with the agency, and the agency with nobody', () => {
    const rounds = [round(1, 'a', [cell('etat', 3), cell('plan', 4.2)])];
    expect(areaPictures(replyOf(rounds, 'plan'))[0]).toMatchObject({ against: 'up', agency: { value: 3 } });
    expect(areaPictures(replyOf(rounds))[0]).toMatchObject({ against: undefined, agency: undefined });
  });

  it('look past a hidden round for the last time that had a figure', () => {
    const rounds = [1, 2, 3].map((week) =>
      round(week, 'a', [cell('etat', week === 2 ? undefined : week + 1)]),
    );
    expect(areaPictures(replyOf(rounds))[0]).toMatchObject({ change: 'up', earlier: { week: '2027-W01' } });
    expect(trendPictures(replyOf(rounds))[0]?.points.map(({ own }) => own?.shown)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('begin the trends with the question that has most of one, then the newest', () => {
    const weeks = ['a', 'b', 'a', 'c'].map((question, at) => round(at + 1, question, [cell('etat', 3)]));
    expect(trendPictures(replyOf(weeks)).map((picture) => picture.round.question.id)).toEqual([
      'a',
      'c',
      'b',
    ]);
  });

  it('never set answers on different scales beside each other', () => {
    const rounds = [round(1, 'a', [cell('etat', 3)]), round(2, 'a', [cell('etat', 70)], 'yesno')];
    expect(areaPictures(replyOf(rounds))[0]?.earlier).toBeUndefined();
    expect(trendPictures(replyOf(rounds)).map(({ points }) => points.length)).toEqual([1, 1]);
  });

  it('keep choices out of bars, trends and the map, and show them as a spread', () => {
    const rounds = [round(1, 'a', [cell('etat', 3)]), round(2, 'b', [cell('etat', 55)], 'one')];
    const reply = replyOf(rounds);
    expect(areaPictures(reply).map((picture) => picture.round.area.id)).toEqual(['a']);
    expect(trendPictures(reply)).toHaveLength(1);
    expect(heatPicture(reply).rounds).toHaveLength(1);
    expect(spreadPictures(reply).map((picture) => picture.round.area.id)).toEqual(['b']);
  });

  it('pass over a statement where low is best as long as the area has another', () => {
    const lowIsBest = (one: RoundResult): RoundResult => ({
      ...one,
      question: { ...one.question, lowIsBest: true },
    });
    const late = { ...lowIsBest(round(2, 'sent', [cell('etat', 4.5)])), area: { id: 'a', name: 'a' } };
    const alone = lowIsBest(round(3, 'b', [cell('etat', 2)]));
    const asked = [round(1, 'a', [cell('etat', 3)]), late, alone];
    expect(areaPictures(replyOf(asked)).map((picture) => picture.round.question.id)).toEqual(['a', 'b']);
    expect(heatPicture(replyOf(asked)).rounds.map(({ question }) => question.id)).toEqual(['a', 'b']);
    expect(trendPictures(replyOf(asked))).toHaveLength(3);
  });

  it('put each unit under the one it belongs to, and leave out those without a field', () => {
    const reply = replyOf([round(1, 'a', [cell('plan', 3), cell('etat', undefined)])]);
    expect(inTree(reply.units).map(({ unit, depth }) => `${unit.id} ${depth}`)).toEqual([
      'etat 0',
      'avd 1',
      'plan 2',
    ]);
    expect(heatPicture(reply).rows.map(({ unit, cells }) => [unit.id, cells[0]?.shown])).toEqual([
      ['etat', false],
      ['plan', true],
    ]);
  });

  it('tell the response rate once a round, however many questions it had', () => {
    const rates = [{ unit: 'etat', shown: true, percent: 75, bound: 'about', text: '75 %' } as const];
    const rounds = ['a', 'b'].map((question) => ({ ...round(1, question, [cell('etat', 3)]), rates }));
    expect(ratePicture(replyOf(rounds)).history).toHaveLength(1);
  });
});

import { type Results } from '../../bot/pulses/actions/results.ts';
import { summaryWords } from '../../bot/pulses/cards/summary.ts';
import { question, same } from './world.ts';

const closedAt = new Date('2027-01-22T14:00:00Z');
const asked = (week: string, area: string, more: { value: number; wanted?: 'low' }) => ({
  round: { id: week, week, closedAt },
  question: {
    ...{
      ...question,
      id: area,
      area: { id: area, name: same(area) },
      text: same('Folk får vite det for sent.'),
    },
    ...(more.wanted ? { wanted: more.wanted } : {}),
  },
  cells: [
    {
      unit: 'etat',
      shown: true,
      score: { value: more.value, bound: 'about' },
      margin: 0.1,
      distribution: undefined,
    },
  ],
  rates: [],
});
const results = (...questions: ReturnType<typeof asked>[]) =>
  ({
    ...{ units: [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }], unit: 'etat' },
    ...{ questions, lost: undefined },
  }) as unknown as Results;

describe('the summary of results', () => {
  it('calls the lowest area by statements one hopes are so', () => {
    const told = summaryWords(
      results(
        asked('2027-W01', 'Innsikt', { value: 3.2 }),
        asked('2027-W02', 'Gevinst', { value: 2.6 }),
        asked('2027-W03', 'Innsikt', { value: 3.4 }),
      ),
      'nb',
    );
    expect(told).toContain('Lavest av områdene er Gevinst (2,6)');
  });

  it('says that low is best, and calls no area low for it, where a statement tells of a fault', () => {
    const told = summaryWords(
      results(
        asked('2027-W01', 'Innsikt', { value: 3.2 }),
        asked('2027-W02', 'Gevinst', { value: 3.6 }),
        asked('2027-W03', 'Endring', { value: 1.9, wanted: 'low' }),
      ),
      'nb',
    );
    expect(told).toContain(
      'På påstanden «Folk får vite det for sent» er Etaten på 1,9 av 5. Her er lavt best.',
    );
    expect(told).toContain('Lavest av områdene er Innsikt (3,2)');
  });
});

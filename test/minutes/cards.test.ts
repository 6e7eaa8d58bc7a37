import { askPrivatelyCard, followUpsCard, summaryCard } from '../../bot/minutes/cards.ts';
import { newFollowUp, newItem } from '../../bot/minutes/model/meeting.ts';
import { cardFaults } from '../support/card-lint.ts';
import { decided, finished } from './minutes.ts';

const link = 'https://files.example/referat.docx';

describe('the summary card', () => {
  it('has decisions, follow-ups and the link, and breaks no rule, in each language', () => {
    for (const language of ['nb', 'nn', 'en'] as const) {
      const card = summaryCard({ ...finished, language }, link);
      expect(cardFaults(card)).toEqual([]);
      const text = JSON.stringify(card);
      expect(text).toContain('Vi lyser ut');
      expect(text).toContain('Skrive utlysning');
      expect(text).toContain(link);
    }
  });

  it('says nothing of an exempt item but that there is one', () => {
    const exempt = { ...decided, access: { level: 'exempt' as const, basis: 'offl. § 14' } };
    const text = JSON.stringify(summaryCard({ ...finished, items: [exempt] }, link));
    expect(text).not.toContain('Ny stilling');
    expect(text).not.toContain('Skrive utlysning');
    expect(text).toContain('1 av sakene er unntatt offentlighet');
  });

  it('stays within its size however long the meeting was, and counts what is left out', () => {
    const long = Array.from({ length: 40 }, (_one, index) => {
      const item = newItem({
        id: `i${index}`,
        kind: 'B',
        title: `Sak [lenke](https://ond.example) ${index}`,
      });
      return {
        ...item,
        decision: { text: '**Vedtak** ${$root} <b> 😀'.repeat(400), revision: 1 },
        followUps: [newFollowUp(`f${index}`, '_Lang_ oppgave '.repeat(40))],
      };
    });
    const card = summaryCard({ ...finished, items: long }, link);
    // The placeholder is what somebody has written, shown as such.
    expect(cardFaults(card).filter(({ detail }) => detail !== '${$root}')).toEqual([]);
    expect(JSON.stringify(card)).toContain('til i referatet');
  });
});

describe('the card of my follow-ups', () => {
  it('lists them with their meeting, or says kindly that there are none', () => {
    const one = {
      ...{ id: 'follow-up-1', status: 'open' as const },
      text: 'Skrive utlysning',
      exempt: false,
      due: '2027-01-25',
      overdue: true,
      meetingTitle: 'Ledermøte',
    };
    const card = followUpsCard('nn', [one, { ...one, text: 'Hemmelig', exempt: true, due: null }]);
    expect(cardFaults(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('Hemmelig');
    expect(cardFaults(followUpsCard('nb', []))).toEqual([]);
    expect(cardFaults(askPrivatelyCard('en'))).toEqual([]);
  });

  it('stays within its size however many there are, and counts the rest', () => {
    const many = Array.from({ length: 60 }, (_one, index) => ({
      ...{ id: `f${index}`, status: 'open' as const, exempt: false, due: '2027-01-25', overdue: true },
      ...{
        text: '**Lang** [oppgave](https://ond.example) '.repeat(20),
        meetingTitle: 'Ledermøte '.repeat(30),
      },
    }));
    for (const language of ['nb', 'nn', 'en'] as const) {
      const card = followUpsCard(language, many);
      expect(cardFaults(card)).toEqual([]);
      expect(JSON.stringify(card)).toContain('follow-up');
    }
    expect(JSON.stringify(followUpsCard('nb', many))).toMatch(/Du har \d+ til i fanen/);
  });
});

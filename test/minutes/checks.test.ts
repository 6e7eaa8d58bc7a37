import { checkMinutes } from '../../bot/minutes/model/checks.ts';
import { newFollowUp } from '../../bot/minutes/model/meeting.ts';
import { type Meeting } from '../../bot/minutes/model/record.ts';
import { fileName } from '../../bot/minutes/model/results.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { decided, finished } from './minutes.ts';
import { people } from './office.ts';

const rules = readTemplates().get('ledermote')?.rules ?? {};
const channel = { id: 'c', name: 'Ledergruppen', team: 'Ledere' };
const written = (text: string) => ({ text, revision: 1 });
const prepared = {
  ...{ ...decided, problem: written('Vi er for få.'), needs: written('Penger') },
  alternatives: ['Lyse ut', 'La være'].map((text) => ({ id: text, text: written(text) })),
};
const sound: Meeting = { ...finished, state: 'in-progress', channel, items: [prepared] };

const found = (meeting: Meeting) =>
  checkMinutes({ ...meeting, rules }).map(({ code, field }) => `${code} ${String(field)}`);
const withItem = (set: Partial<typeof decided>): Meeting => ({ ...sound, items: [{ ...prepared, ...set }] });

describe('minutes that may be finished', () => {
  it('break no rule', () => {
    expect(found(sound)).toEqual([]);
  });
});

describe('minutes that must be mended', () => {
  it.each([
    [
      'a decision item without its decision',
      withItem({ decision: { text: ' ', revision: 2 } }),
      'decision-written decision',
    ],
    [
      'an exempt item without legal basis',
      withItem({ access: { level: 'exempt', basis: '' } }),
      'basis-given access',
    ],
    ['an item without a title', withItem({ title: { text: '', revision: 1 } }), 'title-written title'],
    ['no channel for the results', { ...sound, channel: null }, 'channel-chosen channel'],
  ])('name %s', (_what, meeting, fault) => {
    expect(found(meeting)).toEqual([fault]);
  });

  it('name a goal of the course of three that nobody is to do anything about', () => {
    const course = readTemplates().get('dfo-episode-1')?.rules ?? {};
    const codes = (set: Partial<typeof decided>) =>
      checkMinutes({ ...withItem(set), rules: course }).map(({ code, weight }) => `${code} ${weight}`);
    const followUp = { ...newFollowUp('f', 'Spør tre brukere'), owner: people.åse, due: '2027-03-01' };
    expect(codes({ followUps: [] })).toContain('action-agreed block');
    expect(codes({ followUps: [followUp] })).not.toContain('action-agreed block');
    expect(codes({ followUps: [], outcome: 'not-decided' })).not.toContain('action-agreed block');
  });

  it('name a follow-up without words, owner or due date', () => {
    const meeting = withItem({ followUps: [newFollowUp('f', '')] });
    expect(found(meeting)).toEqual(['follow-up-written text', 'owner-set owner', 'due-set due']);
  });

  it('name a due date before the day of the meeting in Norway, not after it', () => {
    const due = (date: string) =>
      found({
        ...withItem({ followUps: [{ ...newFollowUp('f', 'x'), owner: people.åse, due: date }] }),
        // Half past midnight in Oslo.
        startsAt: '2027-01-17T23:30:00.000Z',
      });
    expect(due('2027-01-17')).toEqual(['due-after-meeting due']);
    expect(due('2027-01-18')).toEqual([]);
  });

  it('need no decision of an item that was put off', () => {
    expect(found(withItem({ decision: { text: '', revision: 0 }, outcome: 'postponed' }))).toEqual([]);
  });
});

describe('a file name', () => {
  it('holds nothing that SharePoint refuses, and keeps Norwegian letters', () => {
    expect(fileName(' Referat: Ledermøte/«ÆØÅ» 1\u00002* ', 'docx', 1)).toBe(
      'Referat- Ledermøte-«ÆØÅ» 1-2.docx',
    );
    expect(fileName('x'.repeat(500), 'docx', 3)).toHaveLength(120 + ' (3).docx'.length);
  });
});

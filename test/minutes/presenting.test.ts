import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { correctMinutes } from '../../bot/minutes/actions/approve.ts';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type Change, type ItemView } from '../../bot/minutes/api.ts';
import { changesBody } from '../../bot/minutes/api/changes.ts';
import { itemBody } from '../../bot/minutes/document/items.ts';
import { leftOver } from '../../bot/minutes/model/carry.ts';
import { checkMinutes } from '../../bot/minutes/model/checks.ts';
import { applyChange } from '../../bot/minutes/model/changes.ts';
import { newFollowUp, newItem, wholeItem } from '../../bot/minutes/model/meeting.ts';
import { isPresenters } from '../../bot/minutes/model/presenting.ts';
import { kindsOf, templateOf, withRules } from '../../bot/minutes/actions/templates.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { eachDatabase } from '../support/databases.ts';
import { finished } from './minutes.ts';
import { chat, office, type Office, people } from './office.ts';

const templates = { templates: readTemplates() };
const write = (item: string, field: 'notes' | 'proposal' | 'title' | 'decision' | 'problem', insert = 'x') =>
  ({
    type: 'edit',
    target: { of: 'item', item, field },
    revision: 0,
    edit: { at: 0, remove: 0, insert },
  }) as const;

/** A meeting where Kari presents the first of two items. */
async function presented(at: Office): Promise<{ id: string; own: string; other: string }> {
  const { id } = await at.open('åse');
  const own = randomUUID();
  const other = randomUUID();
  await at.change(
    'åse',
    id,
    { type: 'add-item', item: own, kind: 'B', title: 'Min', after: null },
    { type: 'add-item', item: other, kind: 'B', title: 'En annens', after: own },
    { type: 'set-item', item: own, set: { presenter: people.kari } },
    { type: 'set-item', item: other, set: { presenter: people.bjørn } },
  );
  return { id, own, other };
}

const refusedOf = async (at: Office, id: string, ...changes: Parameters<Office['change']>[2][]) => {
  const { results } = await at.change('kari', id, ...changes);
  return results.map((result) => ('refused' in result ? result.refused : 'kept'));
};

eachDatabase((_name, openDatabase) => {
  describe('who presents an item', () => {
    it('writes notes, proposal, alternatives, papers and follow-ups in it', async () => {
      const at = office(await openDatabase());
      const { id, own } = await presented(at);
      const alternative = randomUUID();
      const followUp = randomUUID();
      const kept = await refusedOf(
        at,
        id,
        write(own, 'notes'),
        write(own, 'proposal', 'Vi lyser ut.'),
        write(own, 'problem'),
        { type: 'add-alternative', item: own, alternative },
        {
          type: 'edit',
          target: { of: 'alternative', item: own, alternative },
          revision: 0,
          edit: { at: 0, remove: 0, insert: 'La være' },
        },
        {
          type: 'add-paper',
          item: own,
          paper: randomUUID(),
          title: 'Notat',
          url: 'https://etat.sharepoint.com/n.docx',
        },
        { type: 'add-follow-up', item: own, followUp, text: 'Sjekke' },
        { type: 'set-follow-up', item: own, followUp, set: { owner: people.kari, due: '2027-02-01' } },
      );
      expect(new Set(kept)).toEqual(new Set(['kept']));
      const { items } = await readMeeting(at.parts, at.caller('bjørn'), id);
      expect(items.find((item) => item.id === own)).toMatchObject({
        proposal: { text: 'Vi lyser ut.' },
        alternatives: [{ text: { text: 'La være', revision: 1 } }],
        papers: [{ title: 'Notat' }],
        followUps: [{ owner: people.kari }],
      });
    });

    it('touches nothing else: no other item, no kind, order, access, decision or outcome', async () => {
      const at = office(await openDatabase());
      const { id, own, other } = await presented(at);
      const theirs = randomUUID();
      await at.change('åse', id, { type: 'add-follow-up', item: other, followUp: theirs, text: 'Deres' });
      const refused = await refusedOf(
        at,
        id,
        write(other, 'notes'),
        write(own, 'title'),
        write(own, 'decision'),
        { type: 'set-item', item: own, set: { kind: 'O' } },
        { type: 'set-item', item: own, set: { access: { level: 'public', basis: '' } } },
        { type: 'set-item', item: own, set: { outcome: 'decided' } },
        { type: 'set-item', item: other, set: { presenter: people.kari } },
        { type: 'move-item', item: own, after: null },
        { type: 'remove-item', item: other },
        { type: 'add-item', item: randomUUID(), kind: 'D', title: 'Smuglet', after: null },
        { type: 'add-follow-up', item: other, followUp: randomUUID(), text: 'x' },
        { type: 'remove-follow-up', item: other, followUp: theirs },
        { type: 'add-paper', item: other, paper: randomUUID(), title: 'x', url: 'https://x.example' },
        { type: 'set-attendance', person: people.kari, status: 'present' },
        { type: 'set-meeting', set: { place: 'x' } },
      );
      expect(new Set(refused)).toEqual(new Set(['not-allowed']));
      // Through the own item at what lies in another.
      const target = { of: 'followUp', item: own, followUp: theirs } as const;
      const through = await refusedOf(
        at,
        id,
        { type: 'edit', target, revision: 0, edit: { at: 0, remove: 0, insert: 'x' } },
        { type: 'set-follow-up', item: own, followUp: theirs, set: { status: 'cancelled' } },
      );
      expect(through).toEqual(['not-found', 'not-found']);
    });

    it('stops at the change where the chair has chosen somebody else, and what was typed is told', async () => {
      const at = office(await openDatabase());
      const { id, own } = await presented(at);
      expect(await refusedOf(at, id, write(own, 'notes'))).toEqual(['kept']);
      await at.change('åse', id, { type: 'set-item', item: own, set: { presenter: people.bjørn } });
      const late = { ...write(own, 'notes', 'sent'), revision: 1 };
      expect(await refusedOf(at, id, late)).toEqual(['not-allowed']);
      await at.change('åse', id, { type: 'set-item', item: own, set: { presenter: people.kari } });
      at.world.members.set(
        chat,
        (at.world.members.get(chat) ?? []).filter((one) => one.id !== people.kari.id),
      );
      await expect(at.change('kari', id, late)).rejects.toMatchObject({ code: 'not-in-meeting' });
    });

    it('writes until the minutes are finished, not in their correction', async () => {
      const at = office(await openDatabase());
      const { id, own, other } = await presented(at);
      await startMeeting(at.parts, at.caller('åse'), id);
      expect(await refusedOf(at, id, write(own, 'notes'))).toEqual(['kept']);
      await at.change('åse', id, write(own, 'decision'), write(other, 'decision'));
      await finishMeeting(at.parts, at.caller('åse'), id);
      await correctMinutes(at.parts, at.caller('åse'), id);
      expect(await refusedOf(at, id, { ...write(own, 'notes'), revision: 1 })).toEqual(['not-allowed']);
    });
  });
});

describe('what a presenter may do', () => {
  it('is never anything that changes another part of the meeting', () => {
    const mine = {
      ...newItem({ id: 'mine', kind: 'B', title: 'A' }),
      presenter: people.kari,
      followUps: [newFollowUp('f1', 'x')],
    };
    const other = { ...newItem({ id: 'other', kind: 'B', title: 'B' }), followUps: [newFollowUp('f2', 'y')] };
    const meeting = { ...withRules(templates, { ...finished, state: 'draft', items: [mine, other] }) };
    const item = fc.constantFrom('mine', 'other');
    const followUp = fc.constantFrom('f1', 'f2', 'f3');
    const edit = fc.constant({ at: 0, remove: 0, insert: 'z' });
    const id = fc.constant('c');
    const change = fc.oneof(
      fc.record({
        ...{ id, type: fc.constant('edit' as const), revision: fc.constant(0), edit },
        target: fc.oneof(
          fc.record({
            ...{ of: fc.constant('item' as const), item },
            field: fc.constantFrom(
              ...(['title', 'notes', 'decision', 'proposal', 'problem', 'needs'] as const),
            ),
          }),
          fc.record({ of: fc.constant('followUp' as const), item, followUp }),
        ),
      }),
      fc.record({ id, type: fc.constant('remove-follow-up' as const), item, followUp }),
      fc.record({ id, type: fc.constant('remove-item' as const), item }),
      fc.record({ id, type: fc.constant('move-item' as const), item, after: fc.constant(null) }),
      fc.record({
        id,
        type: fc.constant('set-item' as const),
        item,
        set: fc.constant({ plannedMinutes: 5 }),
      }),
    );
    fc.assert(
      fc.property(change, (one: Change) => {
        if (!isPresenters(meeting, people.kari.id, one)) return;
        const after = tried(meeting, one);
        expect(after.items.find((row) => row.id === 'other')).toBe(other);
        const { title, decision, kind, access, outcome } = after.items[0] ?? mine;
        expect({ title, decision, kind, access, outcome }).toEqual({
          ...{ title: mine.title, decision: mine.decision, kind: mine.kind },
          ...{ access: mine.access, outcome: mine.outcome },
        });
      }),
    );
  });
});

function tried<Of extends Parameters<typeof applyChange>[0]>(meeting: Of, change: Change): Of {
  try {
    return applyChange(meeting, change);
  } catch {
    return meeting;
  }
}

describe('a paper', () => {
  const paper = (url: string) =>
    changesBody.safeParse({
      changes: [
        { id: randomUUID(), type: 'add-paper', item: randomUUID(), paper: randomUUID(), title: 'Notat', url },
      ],
    }).success;

  it('leads to a whole https address, and to nothing that runs or asks for a password', () => {
    expect(paper('https://etat.sharepoint.com/sites/x/Shared%20Documents/notat.docx?web=1')).toBe(true);
    expect(paper('https://teams.microsoft.com/l/file/abc')).toBe(true);
    for (const url of [
      ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,x'],
      ...['http://etat.example/x', 'file:///etc/passwd', '//etat.example/x', '/tab/minutes', 'notat.docx'],
      ...['https://', 'https://user:pass@etat.example/', 'https://etat.sharepoint.com@ond.example/', ''],
      `https://etat.example/${'x'.repeat(2000)}`,
    ])
      expect([url, paper(url)]).toEqual([url, false]);
  });
});

describe('an item to decide', () => {
  const item = newItem({ id: 'item-1', kind: 'B', title: 'Ny stilling' });
  const prepared: ItemView = {
    ...item,
    number: '1/27',
    problem: { text: 'Vi er for få.', revision: 3 },
    alternatives: ['Lyse ut', 'La være'].map((text, index) => ({
      id: `a${index}`,
      text: { text, revision: 1 },
    })),
    needs: { text: 'Penger', revision: 1 },
    proposal: { text: 'Vi lyser ut.', revision: 1 },
    papers: [{ id: 'p', title: 'Notat', url: 'https://etat.sharepoint.com/n.docx' }],
  };
  const codes = (one: ItemView, template = 'ledermote') =>
    checkMinutes(withRules(templates, { ...finished, template, items: [one] })).map(
      ({ code, weight }) => `${code} ${weight}`,
    );

  it('is asked for problem, two alternatives and what must be in place, as its template weighs it', () => {
    const asked = ['problem-written warn', 'alternatives-given warn', 'needs-written warn'];
    expect(codes(item)).toEqual(expect.arrayContaining(asked));
    expect(codes(prepared).filter((code) => asked.includes(code))).toEqual([]);
    expect(codes({ ...prepared, alternatives: prepared.alternatives.slice(1) })).toContain(
      'alternatives-given warn',
    );
    expect(codes({ ...item, kind: 'D' }).filter((code) => asked.includes(code))).toEqual([]);
    expect(codes({ ...item, outcome: 'postponed' }).filter((code) => asked.includes(code))).toEqual([]);
    expect(codes(item, 'idf-mote').filter((code) => asked.includes(code))).toEqual([]);
  });

  it('has in the document what somebody has written, and no heading over nothing', () => {
    const manner = {
      kinds: kindsOf(templateOf(templates, 'ledermote'), 'nb'),
      level: 3,
      people: [],
    } as const;
    const full = JSON.stringify(itemBody('nb', prepared, manner));
    for (const word of [
      'Problem',
      'Vi er for få.',
      'Lyse ut',
      'Hva må være på plass',
      'Forslag til vedtak',
      'Notat',
    ])
      expect(full).toContain(word);
    const bare = JSON.stringify(itemBody('nb', item, manner));
    expect(bare).not.toMatch(/Problem|Alternativer|på plass|Forslag|Sakspapirer/);
  });

  it('that is postponed keeps its preparation and loses the words of the meeting', () => {
    const [carried] = leftOver(
      [{ ...prepared, notes: { text: 'Sagt', revision: 2 }, outcome: 'postponed' }],
      '',
    );
    expect(carried?.item).toMatchObject({
      problem: { text: 'Vi er for få.', revision: 0 },
      alternatives: [{ text: { text: 'Lyse ut', revision: 0 } }, { text: { text: 'La være', revision: 0 } }],
      papers: prepared.papers,
      notes: { text: '', revision: 0 },
    });
  });

  it('from before there was preparation is read with nothing in it', () => {
    const later = ['proposal', 'problem', 'alternatives', 'needs', 'papers'];
    const older = Object.fromEntries(Object.entries(prepared).filter(([field]) => !later.includes(field)));
    expect(wholeItem(older as unknown as ItemView)).toMatchObject({
      proposal: { text: '' },
      alternatives: [],
      papers: [],
    });
  });
});

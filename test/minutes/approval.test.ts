import { randomUUID } from 'node:crypto';
import {
  approveMinutes,
  approveSilent,
  correctMinutes,
  remark,
  reopenMinutes,
  signProtocol,
  versionsReply,
} from '../../bot/minutes/actions/approve.ts';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { chooseTemplate, giveRole } from '../../bot/minutes/actions/series.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, people, type Office, type Who } from './office.ts';

const day = 86_400_000;

const approve = (at: Office, who: Who, id: string, within?: string) =>
  approveMinutes(at.parts, at.caller(who), id, within);

/** Minutes that have been finished by the way of a template; all three were there. */
async function finished(at: Office, template = 'ledermote', meeting = 'teams-1') {
  const opened = await at.open('åse', meeting);
  await chooseTemplate(at.parts, at.caller('åse'), opened.id, template);
  if (template === 'idf-mote') await sided(at, opened.id);
  const made = await led(at, meeting);
  const present = (['åse', 'bjørn', 'kari'] as const).map((who) => ({
    ...({ type: 'set-attendance', person: people[who], status: 'present' } as const),
  }));
  const { items } = await readMeeting(at.parts, at.caller('åse'), made.id);
  const empty = items
    .filter(({ kind, decision }) => kind === 'B' && decision.text === '')
    .map(({ id }) => ({ type: 'set-item', item: id, set: { outcome: 'not-decided' } }) as const);
  await at.change('åse', made.id, ...present, ...empty);
  const view = await finishMeeting(at.parts, at.caller('åse'), made.id);
  return { ...made, view };
}

async function sided(at: Office, id: string): Promise<void> {
  const give = { person: people.bjørn.id, role: 'member', side: 'employees' } as const;
  await giveRole(at.parts, at.caller('åse'), id, give);
}

async function decide(at: Office, id: string, item: string, insert: string): Promise<void> {
  const { items } = await readMeeting(at.parts, at.caller('åse'), id);
  const { text, revision } = items.find((one) => one.id === item)?.decision ?? { text: '', revision: 0 };
  const target = { of: 'item', item, field: 'decision' } as const;
  await at.change('åse', id, {
    ...{ type: 'edit', target, revision, edit: { at: 0, remove: text.length, insert } },
  });
}

eachDatabase((_name, openDatabase) => {
  describe('minutes of a leader meeting', () => {
    it('are approved as the first item of the next meeting, and by nobody before', async () => {
      const at = office(await openDatabase());
      const { id, view } = await finished(at);
      expect(view.approval).toMatchObject({ way: 'next-meeting', version: 1, may: { approve: false } });
      await expect(approve(at, 'åse', id)).rejects.toMatchObject({ code: 'not-allowed' });
      at.world.startsAt = new Date(at.world.now.getTime() + 7 * day);
      const next = await at.open('åse', 'teams-2');
      expect(next.previous).toMatchObject({ id, way: 'next-meeting' });
      await expect(approve(at, 'åse', id, next.id)).rejects.toMatchObject({ code: 'not-allowed' });
      await startMeeting(at.parts, at.caller('åse'), next.id);
      await expect(approve(at, 'bjørn', id, next.id)).rejects.toMatchObject({ code: 'not-allowed' });
      const approved = await approve(at, 'åse', id, next.id);
      expect([approved.state, approved.approval?.approvedAt]).toEqual([
        'approved',
        '2027-01-18T08:00:00.000Z',
      ]);
      const during = await readMeeting(at.parts, at.caller('åse'), next.id);
      expect(during.items[0]).toMatchObject({ kind: 'G', outcome: 'decided' });
      expect((await approve(at, 'åse', id, next.id)).state).toBe('approved');
    });

    it('are not approved by another series, or by an earlier meeting', async () => {
      const at = office(await openDatabase());
      at.world.startsAt = new Date(at.world.now.getTime() - 7 * day);
      const earlier = await at.open('åse', 'teams-0');
      await startMeeting(at.parts, at.caller('åse'), earlier.id);
      at.world.startsAt = at.world.now;
      const { id } = await finished(at);
      await expect(approve(at, 'åse', id, earlier.id)).rejects.toMatchObject({ code: 'not-allowed' });
    });
  });

  describe('approved minutes', () => {
    it('never change, until they are opened again with a reason', async () => {
      const at = office(await openDatabase());
      const { id, item } = await finished(at, 'dfo-episode-1');
      expect((await approve(at, 'åse', id)).state).toBe('approved');
      const late = await at.change('åse', id, { type: 'set-item', item, set: { plannedMinutes: 3 } });
      expect(late.results[0]).toMatchObject({ refused: 'meeting-closed' });
      await expect(correctMinutes(at.parts, at.caller('åse'), id)).rejects.toMatchObject({
        code: 'wrong-state',
      });
      await expect(remark(at.parts, at.caller('kari'), id, 'Nei')).rejects.toMatchObject({
        code: 'wrong-state',
      });
      const other = reopenMinutes(at.parts, at.caller('bjørn'), id, 'Feil beløp');
      await expect(other).rejects.toMatchObject({ code: 'not-allowed' });
      const open = await reopenMinutes(at.parts, at.caller('åse'), id, 'Feil beløp');
      expect(open).toMatchObject({ state: 'for-approval', correcting: true, may: { write: true } });
      await decide(at, id, item, 'Vi lyser ut i mars.');
      const [person, member] = [at.caller('bjørn'), at.caller('kari')].map(({ id, name }) => ({ id, name }));
      if (!person || !member) throw new Error('nobody');
      await at.change('åse', id, { type: 'set-deputy', person, member });
      await at.change('åse', id, { type: 'set-move', person, item, move: 'disqualified' });
      const again = await finishMeeting(at.parts, at.caller('åse'), id);
      expect(again.approval).toMatchObject({ version: 2, approvedAt: null });
      const { versions } = await versionsReply(at.parts, at.caller('kari'), id);
      expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
        [1, ''],
        [2, 'Feil beløp'],
      ]);
      const about = { item: expect.stringContaining('Ny stilling') as string };
      expect(versions[1]?.changes).toEqual([
        { item: null, field: `attendance.${member.name}`, before: 'present', after: 'apologies' },
        { item: null, field: `deputy.${member.name}`, before: '', after: person.name },
        { ...about, field: 'decision', before: 'Vi lyser ut.', after: 'Vi lyser ut i mars.' },
        { ...about, field: `away.${person.name}`, before: '', after: 'disqualified' },
      ]);
    });

    it('stay closed when later ones have been approved', async () => {
      const at = office(await openDatabase());
      const { id } = await finished(at, 'dfo-episode-1');
      await approve(at, 'åse', id);
      at.world.startsAt = new Date(at.world.now.getTime() + 7 * day);
      const later = await finished(at, 'dfo-episode-2', 'teams-2');
      expect((await readMeeting(at.parts, at.caller('åse'), id)).approval?.may.reopen).toBe(true);
      await approve(at, 'åse', later.id);
      const late = reopenMinutes(at.parts, at.caller('åse'), id, 'Feil');
      await expect(late).rejects.toMatchObject({ code: 'later-approved' });
      expect((await readMeeting(at.parts, at.caller('åse'), id)).approval?.may.reopen).toBe(false);
    });

    it('are the same file once more, and a corrected version another', async () => {
      const at = office(await openDatabase());
      const { id, item, followUp } = await finished(at, 'dfo-episode-1');
      await at.publish();
      await approve(at, 'åse', id);
      await at.publish();
      const [name, ...others] = [...at.world.files.keys()];
      expect([name, others]).toEqual(['Referat Ledermøte uke 3 1-2027 v1.docx', []]);
      expect(at.world.files.get(name ?? '')).toHaveLength(2);
      await reopenMinutes(at.parts, at.caller('åse'), id, 'Feil');
      await decide(at, id, item, 'Noe annet.');
      const other = randomUUID();
      await at.change(
        'åse',
        id,
        { type: 'remove-follow-up', item, followUp },
        { type: 'add-follow-up', item, followUp: other, text: 'Noe annet' },
        {
          ...{ type: 'set-follow-up', item, followUp: other },
          set: { owner: people.kari, due: '2027-03-01' },
        },
      );
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      expect([...at.world.files.keys()]).toContain('Referat Ledermøte uke 3 1-2027 v2.docx');
      expect(at.world.tasks.get(followUp)).toMatchObject({ done: true });
      expect(at.world.cards).toHaveLength(1);
    });
  });

  describe('minutes that all who were there approve', () => {
    it('wait for the last of them', async () => {
      const at = office(await openDatabase());
      const parts = withWay(at, { way: 'all-present' });
      const { id } = await finished(parts);
      await giveRole(at.parts, at.caller('åse'), id, {
        person: people.kari.id,
        role: 'observer',
        side: null,
      });
      const one = await approve(parts, 'åse', id);
      expect(one.approval).toMatchObject({ waitsFor: [people.bjørn], may: { approve: false } });
      await expect(approve(parts, 'kari', id)).rejects.toMatchObject({ code: 'not-allowed' });
      expect((await approve(parts, 'bjørn', id)).state).toBe('approved');
    });
  });

  describe('minutes that silence approves', () => {
    it('are approved when the days are out and nobody has remarked', async () => {
      const at = office(await openDatabase());
      const { id, view } = await finished(at, 'seksjonsmote');
      expect(view.approval).toMatchObject({ way: 'silence', silentAt: '2027-01-25T08:00:00.000Z' });
      at.world.now = new Date('2027-01-25T07:59:59Z');
      expect(await approveSilent(at.parts)).toBe(0);
      at.world.now = new Date('2027-01-25T08:00:00Z');
      expect(await approveSilent(at.parts)).toBe(1);
      expect(await approveSilent(at.parts)).toBe(0);
      expect((await readMeeting(at.parts, at.caller('kari'), id)).state).toBe('approved');
    });

    it('wait after a remark until they are corrected, and then as long again', async () => {
      const at = office(await openDatabase());
      const { id } = await finished(at, 'seksjonsmote');
      const view = await remark(at.parts, at.caller('kari'), id, 'Jeg var ikke til stede.');
      expect(view.approval).toMatchObject({ silentAt: null, verdicts: [{ verdict: 'remark' }] });
      at.world.now = new Date('2027-02-25T08:00:00Z');
      expect(await approveSilent(at.parts)).toBe(0);
      await correctMinutes(at.parts, at.caller('åse'), id);
      expect(await approveSilent(at.parts)).toBe(0);
      const again = await finishMeeting(at.parts, at.caller('åse'), id);
      expect(again.approval).toMatchObject({ version: 2, silentAt: '2027-03-04T08:00:00.000Z' });
      at.world.now = new Date('2027-03-04T08:00:00Z');
      expect(await approveSilent(at.parts)).toBe(1);
    });
  });

  describe('minutes of management and representatives', () => {
    it('need to know who speaks for whom before they are finished', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await chooseTemplate(at.parts, at.caller('åse'), id, 'idf-mote');
      const codes = ({ checks }: MeetingView) => checks.map(({ code }) => code);
      expect(codes(await readMeeting(at.parts, at.caller('åse'), id))).toContain('sides-known');
      await sided(at, id);
      expect(codes(await readMeeting(at.parts, at.caller('åse'), id))).not.toContain('sides-known');
    });

    it('are approved by both sides, and each negotiation becomes a protocol that both sign', async () => {
      const at = office(await openDatabase());
      const { id, item } = await finished(at, 'idf-mote');
      await expect(approve(at, 'kari', id)).rejects.toMatchObject({ code: 'not-allowed' });
      const one = await approve(at, 'åse', id);
      expect(one.approval).toMatchObject({ missingSides: ['employees'], may: { sign: [item] } });
      expect((await approve(at, 'bjørn', id)).state).toBe('approved');
      await expect(signProtocol(at.parts, at.caller('kari'), id, item)).rejects.toMatchObject({
        code: 'not-allowed',
      });
      await expect(signProtocol(at.parts, at.caller('åse'), id, randomUUID())).rejects.toMatchObject({
        code: 'not-found',
      });
      await signProtocol(at.parts, at.caller('åse'), id, item);
      await at.publish();
      expect([...at.world.files.keys()].some((name) => name.startsWith('Protokoll'))).toBe(false);
      const signed = await signProtocol(at.parts, at.caller('bjørn'), id, item);
      expect(signed.approval?.may.sign).toEqual([]);
      await at.publish();
      expect([...at.world.files.keys()].filter((name) => name.startsWith('Protokoll'))).toEqual([
        'Protokoll Ledermøte uke 3 sak 7-27 v1.docx',
      ]);
    });
  });
});

/** The same office where leader meetings are approved in another way. */
function withWay(at: Office, approval: { way: 'all-present' }): Office {
  const ledermote = at.parts.templates.get('ledermote');
  if (!ledermote) throw new Error('There is no template ledermote');
  (at.parts.templates as Map<string, typeof ledermote>).set('ledermote', { ...ledermote, approval });
  return at;
}

import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { goalsReply } from '../../bot/minutes/actions/goals.ts';
import { goalsOf } from '../../bot/minutes/model/goals.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, tenant } from './office.ts';

const held = { startsAt: '2027-01-18T08:00:00Z', isCalled: true, isFinished: true, approvedAt: null };

describe('the goals of the meetings', () => {
  it('count days by the calendar, and take the middle of them', () => {
    const late = { ...held, startsAt: '2027-01-31T23:30:00Z', isCalled: false };
    const { whole, months } = goalsOf([
      { ...held, approvedAt: '2027-01-18T22:59:00Z' },
      { ...held, approvedAt: '2027-01-25T08:00:00Z' },
      { ...late, approvedAt: '2027-03-01T08:00:00Z' },
      { ...late, isFinished: false },
    ]);
    // In Oslo it was the first of February.
    expect(months).toEqual([
      { month: '2027-01', held: 2, paperless: 2, digital: 2, days: 3.5 },
      { month: '2027-02', held: 2, paperless: 0, digital: 1, days: 28 },
    ]);
    expect(whole).toEqual({ held: 4, paperless: 2, digital: 3, days: 7 });
  });

  it('are of no meeting while none has been held', () => {
    expect(goalsOf([])).toMatchObject({ whole: { held: 0, days: null }, months: [] });
  });
});

eachDatabase((_name, open) => {
  it('of an agency are of the meetings it has held', async () => {
    const at = office(await open());
    const { id } = await led(at);
    await finishMeeting(at.parts, at.caller('åse'), id);
    at.world.startsAt = new Date('2027-01-18T09:00:00Z');
    const other = await at.open('åse', 'teams-2');
    at.world.now = new Date('2027-01-20T09:00:00Z');
    expect((await goalsReply(at.parts, tenant)).whole).toEqual({
      held: 1,
      paperless: 0,
      digital: 1,
      days: null,
    });
    await startMeeting(at.parts, at.caller('åse'), other.id);
    expect((await goalsReply(at.parts, tenant)).whole).toMatchObject({ held: 2, digital: 1 });
    expect((await goalsReply(at.parts, 'another tenant')).whole.held).toBe(0);
  });
});

import { eachDatabase } from '../support/databases.ts';
import { channelId, tenant } from '../support/office.ts';
import { at, begun, inPlan, monday } from './begun.ts';

eachDatabase((_name, open) => {
  describe('a stopped programme', () => {
    it('opens nothing more, closes the open round as planned, and goes on where it was', async () => {
      const us = await begun(await open());
      await us.run(monday);
      await us.programme.keepProgramme(tenant, 'uka', await us.change({ state: 'stopped' }));
      await us.run('2026-10-02T13:00:00Z');
      await us.run('2026-10-05T06:30:00Z');
      expect(await us.states()).toEqual(['2026-W40 closed']);
      expect(await us.programme.coming(tenant, 'uka', 'nb')).toMatchObject({ state: 'stopped' });
      us.at('2026-10-21T10:00:00Z');
      await us.programme.keepProgramme(tenant, 'uka', await us.change({ state: 'running' }));
      await us.run('2026-10-21T10:00:01Z');
      await us.run('2026-10-26T07:30:00Z');
      expect(await us.states()).toEqual(['2026-W40 closed', '2026-W44 open']);
      const [first, next] = await us.programme.rounds(tenant);
      expect([first?.entry, next?.entry]).toEqual(
        us.packs
          .pack('digital-ledelse')
          .entries.slice(0, 2)
          .map(({ id }) => id),
      );
    });

    it('opens nothing when it is stopped while a round is being made ready', async () => {
      const us = await begun(await open());
      us.parts.push({
        async prepare() {
          await us.programme.keepProgramme(tenant, 'uka', await us.change({ state: 'stopped' }));
        },
      });
      await us.run(monday);
      expect(await us.states()).toEqual([]);
    });

    it('keeps a week that is moved while its round is being made ready for its new day', async () => {
      const us = await begun(await open());
      us.parts.push({
        async prepare() {
          us.parts.pop();
          us.at('2026-09-28T06:29:59Z');
          await us.programme.keepWeek(at('2026-W40'), { do: 'move', day: '2026-09-30' });
          us.at(monday);
        },
      });
      await us.run(monday);
      expect(await us.states()).toEqual([]);
      await us.run('2026-09-30T06:30:00Z');
      expect(await us.states()).toEqual(['2026-W40 open']);
    });
  });

  describe('a new rhythm', () => {
    it('makes no weeks of the past due that it would have had', async () => {
      const us = await begun(await open());
      await us.programme.keepProgramme(
        tenant,
        'uka',
        await us.change({ every: 'month', nth: 1, startWeek: '2026-W36' }),
      );
      await us.run('2026-10-05T06:30:00Z');
      us.at('2026-10-22T10:00:00Z');
      await us.programme.keepProgramme(tenant, 'uka', await us.change({ every: 'week' }));
      await us.run('2026-10-22T10:00:01Z');
      await us.run('2026-10-26T07:30:00Z');
      expect(await us.states()).toEqual(['2026-W41 closed', '2026-W44 open']);
    });

    it('tells which changed weeks it has no room for, and lets them go', async () => {
      const us = await begun(await open());
      await us.programme.keepWeek(at('2026-W41'), { do: 'move', day: '2026-10-09' });
      const next = { closeOn: 4 };
      expect(await us.effects(next)).toContain(
        'Uke 41 følger rytmen igjen. Endringen av uka passer ikke lenger.',
      );
      await us.programme.keepProgramme(tenant, 'uka', await us.change(next));
      const { weeks } = await us.programme.coming(tenant, 'uka', 'nb');
      expect(weeks[1]).toMatchObject({ week: '2026-W41', opens: { day: '2026-10-05' }, change: null });
    });

    it.each([
      ['an unknown week', { startWeek: '2027-W53' }],
      ['a fifth Monday', { every: 'month', nth: 5 }],
      ['an unknown zone', { zone: 'Europe/Bodø' }],
    ] as const)('is refused with %s', async (_name, values) => {
      const us = await begun(await open());
      await expect(us.effects(values)).rejects.toThrow('bad-input');
      await expect(us.programme.keepProgramme(tenant, 'uka', await us.change(values))).rejects.toThrow(
        'bad-input',
      );
    });
  });

  describe('two who decide at once', () => {
    it('are not mixed: the second is told, by effects and by saving', async () => {
      const us = await begun(await open());
      const seen = await us.change({ postOn: 2 });
      await us.programme.keepWeek(at('2026-W41'), { do: 'skip' });
      await expect(us.programme.keepProgramme(tenant, 'uka', seen)).rejects.toThrow('changed-meanwhile');
      await expect(us.programme.programmeEffects({ tenant, programme: 'uka' }, seen, 'nb')).rejects.toThrow(
        'changed-meanwhile',
      );
      await expect(
        us.programme.keepWeek(at('2026-W42'), { do: 'skip', ifMatch: seen.ifMatch }),
      ).rejects.toThrow('changed-meanwhile');
      await expect(us.programme.keepProgramme(tenant, 'uka', { ...seen, ifMatch: 'new' })).rejects.toThrow(
        'changed-meanwhile',
      );
      const [channel] = (await us.programme.setup(tenant, 'nb')).channels;
      await us.programme.keepChannel(tenant, channelId('plan'), { ...inPlan, state: 'paused' });
      const other = { ...inPlan, unit: 'etat', ifMatch: channel?.etag };
      await expect(us.programme.keepChannel(tenant, channelId('plan'), other)).rejects.toThrow(
        'changed-meanwhile',
      );
    });

    it('of two weeks changed in the same moment, one is kept and the other is told', async () => {
      const us = await begun(await open());
      const { ifMatch } = await us.kept();
      const outcomes = await Promise.allSettled(
        ['2026-W41', '2026-W42', '2026-W43'].map((week) =>
          us.programme.keepWeek(at(week), { do: 'skip', ifMatch }),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { weeks } = await us.programme.coming(tenant, 'uka', 'nb');
      expect(weeks.filter(({ change }) => change === 'skipped')).toHaveLength(1);
    });
  });

  it('the calendar shows twenty posts, names holidays and quiet weeks, and marks the open round', async () => {
    const us = await begun(await open());
    await us.programme.keepProgramme(
      tenant,
      'uka',
      await us.change({
        quiet: ['christmas', 'easter'],
        daysOff: ['2026-11-09'],
        dayNames: { '2026-11-09': 'Fagdag' },
      }),
    );
    await us.run(monday);
    const { weeks, channels, zone } = await us.programme.coming(tenant, 'uka', 'nn');
    expect([channels, zone, weeks.filter(({ state }) => state === 'planned').length]).toEqual([
      1,
      'Europe/Oslo',
      20,
    ]);
    expect(weeks[0]).toMatchObject({
      week: '2026-W40',
      state: 'open',
      canChange: false,
      title: 'Er den nye måten den einaste?',
    });
    const note = (week: string) => weeks.find((one) => one.week === week)?.note;
    expect(note('2026-W46')).toBe('Flytta frå måndag 9. november: Fagdag.');
    expect(note('2026-W53')).toBe('Ingen post: roleg veke, jul og nyttår.');
    us.at('2027-03-15T09:00:00Z');
    const spring = (await us.programme.coming(tenant, 'uka', 'nb')).weeks;
    const of = (week: string) => spring.find((one) => one.week === week);
    expect(of('2027-W12')).toMatchObject({ state: 'skipped', note: 'Ingen post: rolig uke, påske.' });
    expect(of('2027-W13')).toMatchObject({
      opens: { day: '2027-03-30' },
      note: 'Flyttet fra mandag 29. mars: andre påskedag.',
    });
    expect(of('2027-W20')?.note).toBe('Flyttet fra mandag 17. mai: grunnlovsdagen og andre pinsedag.');
  });
});

import { eachDatabase } from '../support/databases.ts';
import { channelId, installation, tenant } from '../support/office.ts';
import { at, begun, inPlan, monday } from './begun.ts';

eachDatabase((_name, open) => {
  describe('the effect of a decision', () => {
    it('tells how many posts of a moved week go where, and when they close', async () => {
      const us = await begun(await open(), ['plan', 'drift', 'arkiv']);
      expect(await us.weekEffects('2027-W20', { do: 'rhythm' })).toEqual([]);
      expect(await us.weekEffects('2026-W41', { do: 'move', day: '2026-10-06' })).toEqual([
        '3 poster i 3 kanaler flyttes til tirsdag 6. oktober kl. 08.30 (fra mandag 5. oktober kl. 08.30).',
        'Runden lukkes fredag 9. oktober kl. 15.00.',
      ]);
      expect(await us.weekEffects('2027-W20', { do: 'move', day: '2027-05-17' })).toEqual([
        '3 poster i 3 kanaler flyttes til mandag 17. mai kl. 08.30 (fra tirsdag 18. mai kl. 08.30).',
        'Runden lukkes fredag 21. mai kl. 15.00.',
        'Dagen er en fridag: grunnlovsdagen og andre pinsedag.',
      ]);
      expect(await us.weekEffects('2026-W41', { do: 'skip' })).toEqual([
        '3 poster i 3 kanaler faller bort: uke 41, mandag 5. oktober kl. 08.30.',
      ]);
      expect(await us.states()).toEqual([]);
      expect((await us.kept()).ifMatch).toBe((await us.kept()).ifMatch);
    });

    it('tells what a pause, a stop and a new start do, and that an open round goes on', async () => {
      const us = await begun(await open());
      await us.run(monday);
      const runs = 'Den åpne runden (uke 40) går sin gang til fredag 2. oktober kl. 15.00.';
      expect(await us.effects({ state: 'paused' })).toEqual([
        'Ingen nye poster sendes før programmet settes i gang igjen.',
        '51 poster faller bort det neste året. Den første er uke 41, mandag 5. oktober kl. 08.30.',
        runs,
      ]);
      expect((await us.effects({ state: 'stopped' }))[0]).toBe(
        'Programmet avsluttes. Ingen nye poster sendes.',
      );
      await us.programme.keepProgramme(tenant, 'uka', await us.change({ state: 'stopped' }));
      us.at('2026-10-14T10:00:00Z');
      expect(await us.effects({ state: 'running' })).toEqual([
        'Programmet settes i gang. Uker som er gått, tas ikke igjen.',
        'Neste post kommer mandag 19. oktober kl. 08.30 (uke 43).',
        runs,
      ]);
    });

    it('tells which posts a new rhythm moves, adds and drops', async () => {
      const us = await begun(await open());
      expect(await us.effects({ postOn: 2 })).toEqual([
        '50 poster flyttes det neste året:',
        'Uke 40 fra mandag 28. september kl. 08.30 til tirsdag 29. september kl. 08.30.',
        'Uke 41 fra mandag 5. oktober kl. 08.30 til tirsdag 6. oktober kl. 08.30.',
        'Uke 42 fra mandag 12. oktober kl. 08.30 til tirsdag 13. oktober kl. 08.30.',
        'Og 47 uker til.',
      ]);
      expect(await us.effects({ quiet: ['christmas'] })).toEqual([
        '1 post faller bort: uke 53, mandag 28. desember kl. 08.30.',
        'Uka er satt som rolig.',
      ]);
      expect(await us.effects({ closeAt: '14:00' })).toEqual([
        '52 uker lukkes til en annen tid. Den første: uke 40 lukkes fredag 2. oktober kl. 14.00.',
      ]);
      expect(await us.effects({ pack: 'lederens-oppgaver' })).toEqual([
        'Neste post er nummer 1 av 6 i «Lederens seks oppgaver».',
      ]);
      expect(await us.effects({ lateHours: 24, name: 'Høst' })).toEqual([
        'En forsinket post sendes inntil 24 timer etter tiden.',
      ]);
      expect(await us.effects({ name: 'Høst' })).toEqual([
        'Ingen kommende poster flyttes eller faller bort.',
      ]);
      expect(await us.effects({})).toEqual([]);
    });

    it('tells what a channel gets and loses', async () => {
      const us = await begun(await open(), ['plan', 'drift']);
      await us.programme.keepProgramme(tenant, 'ukb', {
        ...(await us.kept()),
        ifMatch: 'new',
        name: 'Toppgruppa',
        postOn: 3,
      });
      const effects = async (body: Partial<typeof inPlan> | object) =>
        (
          await us.programme.channelEffects(
            { tenant, channel: channelId('plan') },
            { ...inPlan, ...body },
            'nb',
          )
        ).lines;
      expect(await effects({})).toEqual([]);
      expect(await effects({ state: 'paused' })).toEqual([
        'Kanalen får ingen nye poster før du setter den i gang igjen.',
        '52 poster faller bort det neste året. Den første er uke 40, mandag 28. september kl. 08.30.',
      ]);
      expect(await effects({ programme: 'ukb', language: 'nn' })).toEqual([
        'Kanalen følger «Toppgruppa» fra neste runde.',
        'Kortene kommer på nynorsk fra neste post.',
        '52 poster faller bort det neste året. Den første er uke 40, mandag 28. september kl. 08.30.',
        'Neste post kommer onsdag 30. september kl. 08.30 (uke 40).',
      ]);
      expect(await effects({ unit: 'etat' })).toEqual([
        'Kanalen hører til Etaten fra nå av. Hvor hver leder teller, endres ikke.',
      ]);
      await us.programme.installed(installation('ny'));
      await us.run(monday);
      expect(
        (await us.programme.channelEffects({ tenant, channel: channelId('ny') }, inPlan, 'nb')).lines,
      ).toEqual([
        'Kanalen hører til Plan fra nå av. Hvor hver leder teller, endres ikke.',
        'Kanalen følger «Digital ledelse» fra neste runde.',
        'Kortene kommer på bokmål fra neste post.',
        'Neste post kommer mandag 5. oktober kl. 08.30 (uke 41).',
        'Kanalen er ikke med i runden som er åpen nå.',
      ]);
    });

    it('is what the calendar then shows and the service then does', async () => {
      const us = await begun(await open());
      await us.programme.keepWeek(at('2026-W41'), { do: 'skip' });
      await us.programme.keepWeek(at('2026-W42'), { do: 'move', day: '2026-10-14' });
      const { weeks } = await us.programme.coming(tenant, 'uka', 'nb');
      expect(
        weeks.slice(0, 4).map(({ week, opens, note, change }) => [week, opens.day, note, change]),
      ).toEqual([
        ['2026-W40', '2026-09-28', null, null],
        ['2026-W41', '2026-10-05', 'Uka er tatt ut av planen.', 'skipped'],
        ['2026-W42', '2026-10-14', 'Flyttet fra mandag 12. oktober.', 'moved'],
        ['2026-W43', '2026-10-19', null, null],
      ]);
      for (const time of [monday, '2026-10-02T13:00:00Z', '2026-10-05T06:30:00Z', '2026-10-12T06:30:00Z'])
        await us.run(time);
      expect(await us.states()).toEqual(['2026-W40 closed', '2026-W41 skipped skipped']);
      await us.run('2026-10-14T06:30:00Z');
      expect(await us.states()).toEqual(['2026-W40 closed', '2026-W41 skipped skipped', '2026-W42 open']);
    });
  });
});

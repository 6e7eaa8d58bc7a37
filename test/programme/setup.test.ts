import { eachDatabase } from '../support/databases.ts';
import { admin, channelId, installation, office, tenant } from '../support/office.ts';

const inPlan = { unit: 'plan', programme: 'uka', language: 'nb', state: 'active' } as const;

eachDatabase((_name, open) => {
  it('the administrator sees units with their leaders, and the next post of each channel', async () => {
    const us = await office(await open());
    const setup = await us.programme.setup(tenant, 'nn');
    expect(setup.units).toMatchObject([
      { id: 'etat', leaders: 9, tooSmall: false },
      { id: 'plan', leaders: 9, parent: 'etat' },
    ]);
    expect(setup.channels).toMatchObject([
      {
        name: 'plan',
        team: 'Ledere',
        state: 'active',
        reason: null,
        next: { at: '2026-09-28T06:30:00.000Z', week: '2026-W40', title: 'Er den nye måten den einaste?' },
        last: null,
      },
    ]);
    expect(setup.packs).toContainEqual(expect.objectContaining({ id: 'digital-ledelse', weeks: 40 }));
    expect(setup.discussions).toHaveLength(1);
  });

  it('a channel may be Danish, and packs tell which languages they have', async () => {
    const us = await office(await open());
    await us.programme.keepChannel(tenant, channelId('plan'), { ...inPlan, language: 'da' });
    const { channels, packs } = await us.programme.setup(tenant, 'nb');
    expect(channels[0]).toMatchObject({ name: 'plan', language: 'da' });
    const danish = packs.filter(({ languages }) => languages.includes('da'));
    expect(danish).toEqual([
      {
        id: 'lederens-oppgaver',
        name: 'Lederens seks oppgaver',
        weeks: 6,
        languages: ['nb', 'nn', 'en', 'da'],
      },
    ]);
  });

  it('a new channel waits for its unit and programme, in the language of who added the bot', async () => {
    const us = await office(await open());
    await us.programme.installed(installation('ny'));
    const ny = (await us.programme.setup(tenant, 'en')).channels.find(({ name }) => name === 'ny');
    expect(ny).toMatchObject({ state: 'active', unit: null, programme: null, language: 'nn' });
    expect(ny?.reason).toMatch(/no unit/);
  });

  it('a bot that is removed and added again comes back as it was', async () => {
    const us = await office(await open());
    await us.programme.removed(installation('plan'));
    expect((await us.programme.channel(tenant, channelId('plan')))?.state).toBe('removed');
    await us.programme.installed(installation('plan', 'https://smba.example/ny/'));
    expect(await us.programme.channel(tenant, channelId('plan'))).toMatchObject({
      ...inPlan,
      serviceUrl: 'https://smba.example/ny/',
    });
  });

  it('a bot that is removed from the team is removed from all its channels', async () => {
    const us = await office(await open(), { channels: ['plan', 'drift'] });
    await us.programme.removed({ ...installation('team'), channel: undefined });
    const { channels } = await us.programme.setup(tenant, 'nb');
    expect(channels.map(({ state }) => state)).toEqual(['removed', 'removed']);
  });

  it('a parked channel tells why, and comes back when the administrator says so', async () => {
    const us = await office(await open());
    await us.programme.park(tenant, channelId('plan'), 'programme.parked.gone');
    const parked = (await us.programme.setup(tenant, 'nb')).channels[0];
    expect(parked).toMatchObject({ state: 'parked', next: null });
    expect(parked?.reason).toMatch(/Be teameieren/);
    await us.programme.keepChannel(tenant, channelId('plan'), inPlan);
    expect((await us.programme.setup(tenant, 'nb')).channels[0]).toMatchObject({
      state: 'active',
      reason: null,
    });
  });

  it('a service URL is learnt from any activity in the channel', async () => {
    const us = await office(await open());
    await us.programme.seen({
      tenant,
      serviceUrl: 'https://smba.example/2/',
      conversation: channelId('plan'),
    });
    await us.programme.seen({ tenant, serviceUrl: 'https://smba.example/3/', conversation: '19:ukjent' });
    expect((await us.programme.channels(tenant)).map(({ serviceUrl }) => serviceUrl)).toEqual([
      'https://smba.example/2/',
    ]);
  });

  it('a unit that a channel hangs on cannot be taken away', async () => {
    const us = await office(await open());
    const units = [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: null } as const];
    await expect(us.programme.keepUnits(tenant, { units, homes: [] })).rejects.toThrow('unknown-unit');
  });

  it('what does not exist is refused', async () => {
    const us = await office(await open());
    const known = (await us.programme.setup(tenant, 'nb')).programmes[0];
    if (known === undefined) throw new Error('no programme');
    await expect(us.programme.keepChannel(tenant, '19:ukjent', inPlan)).rejects.toThrow('not-found');
    await expect(
      us.programme.keepChannel(tenant, channelId('plan'), { ...inPlan, unit: 'ukjent' }),
    ).rejects.toThrow('unknown-unit');
    await expect(us.programme.keepProgramme(tenant, 'uka', { ...known, pack: 'ukjent' })).rejects.toThrow(
      'unknown-pack',
    );
    await expect(us.programme.keepProgramme(tenant, 'uka', { ...known, zone: 'Oslo' })).rejects.toThrow(
      'bad-input',
    );
    await expect(us.programme.keepProgramme(tenant, '../uka', known)).rejects.toThrow('bad-input');
  });

  it('the same discussion recorded twice stands once', async () => {
    const us = await office(await open());
    const again = {
      unit: 'etat',
      heldOn: '2026-09-01',
      counterpart: 'hovedtillitsvalgt',
      basis: 'hovedavtalen',
    };
    await us.programme.recordDiscussion(admin, again);
    expect((await us.programme.setup(tenant, 'nb')).discussions).toHaveLength(1);
  });

  it('weeks of a pause are not made up for', async () => {
    const us = await office(await open());
    const known = (await us.programme.setup(tenant, 'nb')).programmes[0];
    if (known === undefined) throw new Error('no programme');
    await us.programme.keepProgramme(tenant, 'uka', { ...known, state: 'paused' });
    expect((await us.programme.setup(tenant, 'nb')).channels[0]).toMatchObject({
      next: null,
      reason: 'Programmet har pause.',
    });
    us.at('2026-10-14T10:00:00Z');
    await us.programme.keepProgramme(tenant, 'uka', known);
    expect((await us.programme.setup(tenant, 'nb')).channels[0]?.next?.week).toBe('2026-W43');
  });
});

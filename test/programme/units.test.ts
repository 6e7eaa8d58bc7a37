import { type UnitsBody } from '../../bot/programme/api.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, installation, office, tenant } from '../support/office.ts';

const member = (id: string, guest = false) => ({ id, teamsId: `29:${id}`, name: id, guest });
const tree: UnitsBody['units'] = [
  { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
  { id: 'plan', name: 'Plan', kind: 'section', parent: 'etat' },
  { id: 'stab', name: 'Stab', kind: 'section', parent: 'etat' },
];

eachDatabase((_name, open) => {
  it('of two administrators the second is refused, and nothing is overwritten', async () => {
    const us = await office(await open());
    const { unitsEtag } = await us.programme.setup(tenant, 'nb');
    const save = (name: string) =>
      us.programme.keepUnits(tenant, {
        units: tree.map((unit) => (unit.id === 'stab' ? { ...unit, name } : unit)),
        homes: [],
        ifMatch: unitsEtag,
      });
    const both = await Promise.allSettled([save('Stab én'), save('Stab to')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((refused.reason as Error).message).toBe('changed-meanwhile');
    expect((await us.programme.setup(tenant, 'nb')).units).toHaveLength(3);
  });

  it('a unit is not taken away from somebody who has just come to it', async () => {
    const us = await office(await open());
    await us.programme.keepUnits(tenant, { units: tree, homes: [] });
    const { unitsEtag } = await us.programme.setup(tenant, 'nb');
    await us.programme.keepHomes(tenant, { homes: [{ person: 'leder0', name: 'Leder 0', unit: 'stab' }] });
    const without = (homes: UnitsBody['homes']) =>
      us.programme.keepUnits(tenant, { units: tree.slice(0, 2), homes, ifMatch: unitsEtag });
    await expect(without([])).rejects.toThrow('changed-meanwhile');
    await without([{ person: 'leder0', name: 'Leder 0', unit: 'etat' }]);
    expect((await us.programme.setup(tenant, 'nb')).units.map(({ leaders }) => leaders)).toEqual([9, 8]);
  });

  it('a script that does not say what it has seen replaces the tree as before', async () => {
    const us = await office(await open());
    await us.programme.keepUnits(tenant, { units: tree, homes: [] });
    expect((await us.programme.setup(tenant, 'nb')).units.map(({ id }) => id)).toEqual([
      'etat',
      'plan',
      'stab',
    ]);
  });

  it('homes are given to those named, the others keep theirs', async () => {
    const us = await office(await open());
    await us.programme.keepUnits(tenant, { units: tree, homes: [] });
    await us.programme.keepHomes(tenant, {
      homes: [
        { person: 'leder0', name: 'Leder 0', unit: 'stab', was: 'plan' },
        { person: 'ny', name: 'Ny', unit: 'stab', was: null },
      ],
    });
    const { units } = await us.programme.setup(tenant, 'nb');
    expect(units.map(({ id, leaders }) => [id, leaders])).toEqual([
      ['etat', 10],
      ['plan', 8],
      ['stab', 2],
    ]);
  });

  it('a home that somebody else has changed meanwhile is not overwritten', async () => {
    const us = await office(await open());
    const move = (was: string | null) =>
      us.programme.keepHomes(tenant, { homes: [{ person: 'leder0', name: 'Leder 0', unit: 'etat', was }] });
    await move('plan');
    await expect(move('plan')).rejects.toThrow('changed-meanwhile');
    await expect(move(null)).rejects.toThrow('changed-meanwhile');
    await expect(
      us.programme.keepHomes(tenant, { homes: [{ person: 'x', name: 'X', unit: 'ukjent' }] }),
    ).rejects.toThrow('unknown-unit');
  });

  it('everyone in the channels is listed with home or suggestion, guests never, and who has left', async () => {
    const us = await office(await open(), { channels: ['plan', 'topp'] });
    await us.programme.keepChannel(tenant, channelId('topp'), {
      ...{ unit: 'etat', programme: 'uka', language: 'nb', state: 'active' },
    });
    us.roster('plan', [member('leder0'), member('ny'), member('gjest', true)]);
    us.roster('topp', [member('leder0'), member('ny'), member('sjef')]);
    const { people, unread } = await us.programme.people(tenant);
    expect(unread).toEqual([]);
    const of = (id: string) => people.find(({ person }) => person === id);
    expect(of('leder0')).toMatchObject({
      home: 'plan',
      suggestion: null,
      left: false,
      channels: { length: 2 },
    });
    expect(of('ny')).toMatchObject({ home: null, suggestion: 'plan' });
    expect(of('sjef')).toMatchObject({ home: null, suggestion: 'etat' });
    expect(of('leder1')).toMatchObject({ home: 'plan', left: true, channels: [] });
    expect(of('gjest')).toBeUndefined();
  });

  it('a channel that Teams does not tell about is named, and nobody is said to have left', async () => {
    const us = await office(await open());
    us.failRoster('plan');
    const { people, unread } = await us.programme.people(tenant);
    expect(unread).toEqual([{ id: channelId('plan'), name: 'plan' }]);
    expect(new Set(people.map(({ left }) => left))).toEqual(new Set([null]));
  });

  it('a removed bot does not make people into strangers', async () => {
    const us = await office(await open());
    await us.programme.removed(installation('plan'));
    expect((await us.programme.people(tenant)).people).toHaveLength(9);
  });
});

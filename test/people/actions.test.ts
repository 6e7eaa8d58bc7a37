import { peopleActions } from '../../bot/people/actions.ts';
import { type Unit } from '../../bot/people/model.ts';
import { type Address, type Member } from '../../bot/platform/teams/teams.ts';
import { eachDatabase } from '../support/databases.ts';

const tenant = 'etaten';
const channel: Address = {
  tenant,
  serviceUrl: 'https://teams.example',
  conversation: '19:leder@thread.tacv2',
};
const åse: Member = { id: 'åse', teamsId: '29:åse', name: 'Åse Ødegård', guest: false };
const units: Unit[] = [
  { id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined },
  { id: 'plan', name: 'Plan', kind: 'section', parent: 'etat' },
];

eachDatabase((_name, open) => {
  const people = async () => {
    let asked = 0;
    let machineMs = 1_000_000;
    let fault: Error | undefined;
    const actions = peopleActions({
      database: await open(),
      machineNow: () => machineMs,
      clock: { now: () => new Date(machineMs) },
      teams: {
        members: () => {
          asked++;
          return fault === undefined ? Promise.resolve([åse]) : Promise.reject(fault);
        },
      },
    });
    return {
      actions,
      asked: () => asked,
      wait: (ms: number) => (machineMs += ms),
      fail: (error: Error | undefined) => (fault = error),
    };
  };

  it('units keep their order, and people the home they were given', async () => {
    const { actions } = await people();
    await actions.replaceUnits(tenant, units, [{ person: 'åse', name: 'Åse', unit: 'plan' }]);
    expect(await actions.units(tenant)).toEqual(units);
    expect(await actions.homes(tenant)).toEqual([{ person: 'åse', name: 'Åse', unit: 'plan' }]);
    expect((await actions.homeUnit({ tenant, id: 'åse' }))?.name).toBe('Plan');
    expect(Object.fromEntries(await actions.leaders(tenant))).toEqual({ etat: 1, plan: 1 });
  });

  it('who came, moved and left is noted, and nobody who stayed', async () => {
    const { actions, wait } = await people();
    const at = (...of: readonly (readonly [string, string])[]) =>
      of.map(([person, unit]) => ({ person, name: person, unit }));
    const drift: Unit = { id: 'drift', name: 'Drift', kind: 'section', parent: 'etat' };
    await actions.replaceUnits(
      tenant,
      [...units, drift],
      at(['åse', 'plan'], ['bo', 'plan'], ['ida', 'drift']),
    );
    const first = new Date(1_000_000);
    wait(1000);
    await actions.replaceUnits(tenant, [...units, drift], at(['åse', 'drift'], ['bo', 'plan']));
    wait(1000);
    // The unit goes, and all who were in it; it comes back, and so do they.
    await actions.replaceUnits(tenant, units, []);
    wait(1000);
    await actions.replaceUnits(tenant, [...units, drift], at(['bo', 'plan']));
    const told = async (since: Date, until: Date) =>
      (await actions.homeChanges(tenant, since, until)).map(
        ({ person, from, to, at }) => `${person} ${from ?? '-'} ${to ?? '-'} ${at.getTime() / 1000 - 1000}`,
      );
    expect(await told(new Date(0), first)).toEqual(['bo - plan 0', 'ida - drift 0', 'åse - plan 0']);
    expect(await told(first, new Date(2_000_000))).toEqual([
      ...['åse plan drift 1', 'ida drift - 2', 'åse drift - 2', 'ida - drift 3', 'åse - drift 3'],
    ]);
    expect(await actions.homeChanges('en-annen', new Date(0), new Date(2_000_000))).toEqual([]);
  });

  it('a broken tree or an unknown home changes nothing', async () => {
    const { actions } = await people();
    await actions.replaceUnits(tenant, units, []);
    await expect(
      actions.replaceUnits(
        tenant,
        [units[1]].flatMap((one) => one ?? []),
        [],
      ),
    ).rejects.toThrow('unknown-unit');
    await expect(
      actions.replaceUnits(tenant, units, [{ person: 'åse', name: 'Åse', unit: 'borte' }]),
    ).rejects.toThrow('unknown-unit');
    expect(await actions.units(tenant)).toEqual(units);
    expect(await actions.homes(tenant)).toEqual([]);
  });

  it('another tenant sees nothing of it', async () => {
    const { actions } = await people();
    await actions.replaceUnits(tenant, units, [{ person: 'åse', name: 'Åse', unit: 'plan' }]);
    expect(await actions.units('en annen')).toEqual([]);
    expect(await actions.homeUnit({ tenant: 'en annen', id: 'åse' })).toBeUndefined();
  });

  it('a person is spoken to in the own choice, else as Teams says, and a home unit survives the choice', async () => {
    const { actions } = await people();
    const person = { tenant, id: 'åse', name: 'Åse' };
    expect(await actions.language({ ...person, locale: 'nn-NO' })).toBe('nn');
    expect(await actions.language({ ...person, locale: 'sv-SE' })).toBe('nb');
    await actions.replaceUnits(tenant, units, [{ person: 'åse', name: 'Åse', unit: 'plan' }]);
    await actions.setLanguage(person, 'en');
    expect(await actions.language({ ...person, locale: 'nn-NO' })).toBe('en');
    expect((await actions.homeUnit(person))?.id).toBe('plan');
  });

  it('a roster is asked for once by many at the same time, and again after a minute', async () => {
    const { actions, asked, wait } = await people();
    await Promise.all([actions.roster(channel), actions.roster(channel)]);
    await actions.roster({ ...channel, conversation: `${channel.conversation};messageid=1` });
    expect(asked()).toBe(1);
    wait(59_999);
    await actions.roster(channel);
    expect(asked()).toBe(1);
    wait(1);
    await actions.roster(channel);
    expect(asked()).toBe(2);
  });

  it('a roster is asked for again at once when somebody joins or leaves', async () => {
    const { actions, asked } = await people();
    await actions.roster(channel);
    actions.dropRoster(channel);
    await actions.roster(channel);
    expect(asked()).toBe(2);
  });

  it('a roster that could not be read is not remembered', async () => {
    const { actions, fail } = await people();
    fail(new Error('Teams is away'));
    await expect(actions.roster(channel)).rejects.toThrow('Teams is away');
    fail(undefined);
    expect(await actions.roster(channel)).toEqual([åse]);
  });

  it('somebody outside the channel is refused', async () => {
    const { actions } = await people();
    expect(await actions.requireMember(channel, 'åse')).toEqual(åse);
    await expect(actions.requireMember(channel, 'en utenfor')).rejects.toThrow('not-in-channel');
  });
});

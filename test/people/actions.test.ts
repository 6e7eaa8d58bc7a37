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

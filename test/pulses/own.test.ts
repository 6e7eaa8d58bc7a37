import { personalAnswers } from '../../bot/pulses/actions/own.ts';
import { hasAnswered } from '../../bot/pulses/model/ballot.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { eachDatabase } from '../support/databases.ts';
import { keysInMemory, leader, roundOf, tenant, world } from './world.ts';

const kari = { tenant, id: leader('plan', 0) };
const ola = { tenant, id: leader('plan', 1) };

eachDatabase((_name, open) => {
  async function answered() {
    const database = await open();
    const us = world(database, keysInMemory());
    const round = roundOf(1);
    await us.open(round);
    for (const [person, value] of [
      [kari, 4],
      [ola, 2],
    ] as const)
      await us.press(person.id, 'plan', 'answer', { round: round.id, view: 0, question: 'vi-prover', value });
    return { us, round, own: personalAnswers(us.surroundings), database };
  }

  it('a person sees the own answers of open rounds, and nobody else’s', async () => {
    const { own } = await answered();
    expect(await own.of(kari, 'nb')).toMatchObject([{ week: '2027-W01', answer: '4 av 5' }]);
    expect(await own.of(ola, 'nn')).toMatchObject([{ answer: '2 av 5' }]);
    expect(await own.of({ tenant, id: leader('plan', 2) }, 'nb')).toEqual([]);
    expect(await own.of({ ...kari, tenant: 'annen' }, 'nb')).toEqual([]);
  });

  it('“delete” takes the own answers out of the sealed rows, once, and no older card brings them back', async () => {
    const { us, round, own, database } = await answered();
    expect(await own.withdraw(kari)).toBe(1);
    expect(await own.withdraw(kari)).toBe(0);
    expect(await own.of(kari, 'nb')).toEqual([]);

    const seal = await us.surroundings.memory.seal({ ...round, comments: false });
    const rows = await ballotStore({ connection: database, engine: database.engine }).all(round);
    const opened = rows.map(({ token, body }) => seal?.open(token, body));
    expect(opened.filter(hasAnswered).map(({ answers }) => answers)).toEqual([[2]]);
    expect(opened).toHaveLength(2);

    await us.press(kari.id, 'plan', 'answer', { round: round.id, view: 0, question: 'vi-prover', value: 4 });
    await us.press(kari.id, 'plan', 'answer', { round: round.id, view: 1, question: 'vi-prover', value: 5 });
    expect(await own.of(kari, 'nb')).toEqual([]);
    expect(await own.of(ola, 'nb')).toHaveLength(1);
  });

  it('after the round has closed nobody finds an answer, and there is nothing to delete', async () => {
    const { us, round, own, database } = await answered();
    us.clock.set(round.closesAt);
    expect(await own.of(kari, 'nb')).toEqual([]);
    expect(await own.withdraw(kari)).toBe(0);
    await us.close(round);
    await us.settle();
    expect(await own.of(kari, 'nb')).toEqual([]);
    expect(await ballotStore({ connection: database, engine: database.engine }).all(round)).toEqual([]);
  });
});

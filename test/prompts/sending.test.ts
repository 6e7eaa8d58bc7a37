import { GraphFault } from '../../bot/platform/graph/graph.ts';
import { type Pace } from '../../bot/platform/teams/teams.ts';
import { sendingProof } from '../../bot/prompts/actions/proof.ts';
import { isUnderWay } from '../../bot/prompts/model/sending.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, tenant } from '../support/office.ts';
import { desk, fault, friday, monday, refusal } from './desk.ts';

const three = ['drift', 'hr', 'plan'];

eachDatabase((_name, open) => {
  async function begun(channels: readonly string[] = three) {
    const at = await desk(await open(), channels);
    await at.roundsAt(monday);
    const round = (await at.us.programme.rounds(tenant))[0]?.id ?? '';
    const weekly = { round, kind: 'weekly' as const };
    const view = async () => {
      const { sendings, ...more } = await at.sending.view(tenant, 'nb');
      const [first] = sendings;
      if (!first) throw new Error('nothing is being sent');
      return { ...more, sending: first };
    };
    const proof = (kind: 'weekly' | 'result' = 'weekly') =>
      sendingProof(at.sendingParts, { tenant, language: 'nb' }, { round, kind });
    return { ...at, weekly, view, proof };
  }

  it('shows what is due and waiting before the first is sent, and that all is sent afterwards', async () => {
    const { run, view, proof } = await begun();
    const before = (await view()).sending;
    expect(before).toMatchObject({
      ...{ week: '2026-W40', kind: 'weekly', due: 3, missing: 0, perSecond: 0, stopped: false },
      counts: { waiting: 3, posted: 0 },
      endsAt: '2026-09-28T06:30:00.063Z',
    });
    expect(isUnderWay(before)).toBe(true);
    await run();
    const after = (await view()).sending;
    expect(after).toMatchObject({ counts: { posted: 3, waiting: 0 }, endsAt: null, missed: [] });
    expect(isUnderWay(after)).toBe(false);
    const { rows, faults, due } = await proof();
    expect([due, faults, rows.map(({ state }) => state)]).toEqual([3, 0, ['posted', 'posted', 'posted']]);
    expect(rows[0]?.settledAt).toBe('2026-09-28T06:30:00.000Z');
  });

  it('flags the channel whose row is gone from the ledger', async () => {
    const { us, run, view, proof } = await begun();
    await run();
    const posts = us.database.tables<{ post: { channel: string } }>();
    await posts.deleteFrom('post').where('channel', '=', channelId('hr')).execute();
    expect((await view()).sending).toMatchObject({ due: 3, missing: 1 });
    const { faults, rows } = await proof();
    expect(faults).toBe(1);
    expect(rows.filter((row) => row.faults.length > 0)).toMatchObject([
      { name: 'hr', state: 'none', faults: ['no-post'] },
    ]);
  });

  it('lists a closed round whose results are not in the ledger at all', async () => {
    const { us, run, roundsAt, view } = await begun();
    await run();
    await roundsAt(friday);
    const posts = us.database.tables<{ post: { kind: string } }>();
    await posts.deleteFrom('post').where('kind', '=', 'result').execute();
    expect((await view()).sending).toMatchObject({ kind: 'result', due: 3, missing: 3 });
  });

  it('holds what is not under way when it is stopped, and sends it when it goes on', async () => {
    const { world, run, service, sending, weekly, view, woken } = await begun();
    // Somebody stops it when the first is posted and the others wait for their turn.
    const stopped = Promise.withResolvers<undefined>();
    let turns = 0;
    const turn: Pace['turn'] = async (to) => {
      if (++turns > 1) await stopped.promise;
      return to;
    };
    const { startThread } = world.teams;
    world.teams.startThread = async (at, card) => {
      await sending.stop(tenant, weekly);
      stopped.resolve(undefined);
      return await startThread(at, card);
    };
    await run(service({ pace: { turn } }));
    world.teams.startThread = startThread;
    const held = (await view()).sending;
    expect(held.stopped).toBe(true);
    expect(held.counts).toMatchObject({ posted: 1, held: 2, waiting: 0, underWay: 0 });
    expect(world.messages).toHaveLength(1);
    await run(service());
    expect((await view()).sending.counts).toEqual(held.counts);

    await sending.resume(tenant, weekly);
    expect(woken()).toBe(1);
    await run();
    expect(world.messages).toHaveLength(3);
    expect((await view()).sending).toMatchObject({ stopped: false, counts: { posted: 3, held: 0 } });
  });

  it('holds a post that Teams was too busy for while it was being stopped', async () => {
    const { world, run, wait, sending, weekly, view } = await begun(['plan']);
    world.script(() => fault('busy'));
    await run();
    await sending.stop(tenant, weekly);
    world.script(() => undefined);
    wait(600_000);
    await run();
    expect(world.messages).toHaveLength(0);
    expect((await view()).sending.counts).toMatchObject({ held: 1, waiting: 0 });
  });

  it('begins nothing after the stop, also what was planned again behind its back', async () => {
    const { us, world, run, sending, weekly, view } = await begun(['plan']);
    await sending.stop(tenant, weekly);
    const posts = us.database.tables<{ post: { state: string } }>();
    await posts.updateTable('post').set({ state: 'planned' }).execute();
    await run();
    expect(world.calls).toEqual([]);
    expect((await view()).sending.counts).toMatchObject({ held: 1 });
  });

  it('skips with its reason what is still held when its time is up', async () => {
    const { us, world, run, sending, weekly, view, proof } = await begun();
    await sending.stop(tenant, weekly);
    us.at('2026-09-28T14:30:00Z');
    await run();
    const { counts, missed, stopped } = (await view()).sending;
    expect([counts.skipped, stopped]).toEqual([3, false]);
    expect(missed[0]?.reason).toBe('Utsendingen ble stanset, og tiden gikk ut.');
    expect((await proof()).faults).toBe(0);
    expect(world.messages).toHaveLength(0);
  });

  it('skips at once what goes on too late', async () => {
    const { us, run, world, sending, weekly, view } = await begun();
    await sending.stop(tenant, weekly);
    us.at('2026-09-28T15:00:00Z');
    await sending.resume(tenant, weekly);
    expect((await view()).sending.counts).toMatchObject({ skipped: 3, held: 0 });
    await run();
    expect(world.messages).toHaveLength(0);
  });

  it('lets go what was held when the service died between the end of the stop and the letting go', async () => {
    const { us, world, run, sending, weekly } = await begun();
    await sending.stop(tenant, weekly);
    await us.database.tables<{ sending_stop: object }>().deleteFrom('sending_stop').execute();
    await run();
    expect(world.messages).toHaveLength(3);
  });

  it('holds the cards of a week and not its results', async () => {
    const { world, run, roundsAt, sending, weekly, proof } = await begun(['plan']);
    await run();
    await sending.stop(tenant, weekly);
    await roundsAt(friday);
    await run();
    expect(world.messages).toHaveLength(2);
    expect((await proof('result')).rows).toMatchObject([{ state: 'posted' }]);
  });

  it('stops no round that there is not', async () => {
    const { sending } = await begun(['plan']);
    const nowhere = { round: 'finnes-ikke', kind: 'weekly' as const };
    await expect(sending.stop(tenant, nowhere)).rejects.toMatchObject({ code: 'unknown-round' });
    await expect(sending.resume('annen', nowhere)).rejects.toMatchObject({ code: 'unknown-round' });
  });

  async function handedOver() {
    const at = await begun(['plan']);
    at.graph(new GraphFault('not-allowed', { status: 403 }));
    at.world.script(() => fault('unknown'));
    await at.run();
    at.wait(2000);
    await at.run();
    at.world.script(() => undefined);
    const [missed] = (await at.view()).sending.missed;
    if (!missed) throw new Error('nothing was handed over');
    return { ...at, missed };
  }

  it('takes a person’s word that a card lies in the channel, twice as once', async () => {
    const { missed, sending, run, world, view, post } = await handedOver();
    expect(missed).toMatchObject({ state: 'handed-over', name: 'plan', inTime: true });
    expect(missed.reason).toMatch(/^Vi vet ikke om posten kom fram/);
    await sending.seen(tenant, missed.post, true);
    await sending.seen(tenant, missed.post, true);
    await run();
    expect((await view()).sending.counts).toMatchObject({ posted: 1, handedOver: 0 });
    expect(await post()).toMatchObject({ state: 'posted', reason: undefined });
    expect(world.messages).toHaveLength(0);
    await expect(sending.seen(tenant, missed.post, false)).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
  });

  it('posts again what a person did not find, once', async () => {
    const { missed, sending, run, world, view } = await handedOver();
    await sending.seen(tenant, missed.post, false);
    await sending.seen(tenant, missed.post, false);
    await run();
    expect(world.messages).toHaveLength(1);
    expect((await view()).sending.counts).toMatchObject({ posted: 1, handedOver: 0 });
    await run();
    expect(world.messages).toHaveLength(1);
  });

  it('does not post again when somebody has pressed the card meanwhile', async () => {
    const { missed, sending, prompts, run, world } = await handedOver();
    const at = { message: 'm1', conversation: `${channelId('plan')};messageid=m1` };
    await prompts.proved({ tenant, id: missed.post, channel: channelId('plan') }, at);
    await expect(sending.seen(tenant, missed.post, false)).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    await run();
    expect(world.messages).toHaveLength(0);
  });

  it('skips what a person did not find when it is too late to post again', async () => {
    const { us, missed, sending, run, world, view } = await handedOver();
    us.at('2026-09-28T15:00:00Z');
    expect((await view()).sending.missed[0]?.inTime).toBe(false);
    await sending.seen(tenant, missed.post, false);
    await run();
    expect(world.messages).toHaveLength(0);
    const [gone] = (await view()).sending.missed;
    expect(gone).toMatchObject({
      ...{ state: 'skipped', reason: 'Kortet kom ikke fram, og det var for sent å sende det på nytt.' },
    });
  });

  it('takes nobody’s word for a post of another agency, or one that is being looked for', async () => {
    const { missed, sending } = await handedOver();
    await expect(sending.seen('annen', missed.post, true)).rejects.toMatchObject({ code: 'not-found' });
    const { sending: other, run, world, post } = await begun(['plan']);
    world.script(() => fault('unknown'));
    await run();
    const unknown = (await post())?.id ?? '';
    for (const lies of [true, false])
      await expect(other.seen(tenant, unknown, lies)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });

  it.each([
    ['bot-removed', 'Boten er ikke med i kanalen lenger.'],
    ['conversation-gone', 'Teams finner ikke kanalen.'],
    ['blocked', 'Kanalen slipper ikke boten til.'],
    ['bot-disabled', 'Appen er slått av hos dere.'],
  ] as const)('parks a channel for %s and says so in plain words', async (reason, said) => {
    const { world, run, view } = await begun();
    world.script(({ channel }) => (channel === channelId('hr') ? refusal(reason) : undefined));
    await run();
    const { parked, sending } = await view();
    expect(parked).toMatchObject([{ name: 'hr' }]);
    expect(parked[0]?.reason).toContain(said);
    expect(sending.missed[0]?.reason).toContain(said);
    expect(sending.counts).toMatchObject({ posted: 2, skipped: 1 });
  });

  it.each([
    ['too-large', 'Kortet var for stort for Teams.'],
    ['bot-unknown', 'Teams kjenner ikke boten.'],
    ['wrong-host', 'Tjenesten brukte feil adresse til Teams.'],
  ] as const)('parks nothing for %s, which is not the channel’s fault', async (reason, said) => {
    const { world, run, view } = await begun(['plan']);
    world.script(() => refusal(reason, 400, 'refused'));
    await run();
    const { parked, sending } = await view();
    expect(parked).toEqual([]);
    expect(sending.missed[0]?.reason).toContain(said);
  });

  it('gives the result a thread of its own when somebody has deleted the weekly card', async () => {
    const { us, world, run, roundsAt } = await begun(['plan']);
    await run();
    await roundsAt(friday);
    world.script(({ what }) => (what === 'send' ? refusal('conversation-gone', 404) : undefined));
    await run();
    expect(world.messages.map((message) => message.in)).toEqual([channelId('plan'), channelId('plan')]);
    expect((await us.programme.channel(tenant, channelId('plan')))?.state).toBe('active');
  });
});

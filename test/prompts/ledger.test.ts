import { getEventListeners } from 'node:events';
import { GraphFault } from '../../bot/platform/graph/graph.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, tenant } from '../support/office.ts';
import { desk, fault, friday, monday } from './desk.ts';

eachDatabase((_name, open) => {
  it('a round posts one card in each of its channels, and no second one on the next run', async () => {
    const { world, run, roundsAt, service } = await desk(await open(), ['plan', 'drift']);
    await roundsAt(monday);
    await run();
    await run(service());
    expect(world.calls.sort()).toEqual([`thread ${channelId('drift')}`, `thread ${channelId('plan')}`]);
  });

  it('a closing adds the result in the thread and changes the card once', async () => {
    const { world, run, roundsAt, post } = await desk(await open());
    await roundsAt(monday);
    await run();
    await roundsAt(friday);
    await run();
    await run();
    const [weekly, result] = world.messages;
    expect(result?.in).toBe(weekly?.conversation);
    expect(world.edits).toEqual([weekly?.message]);
    expect(await post('plan', 'result')).toMatchObject({ state: 'posted' });
  });

  it('a post that Teams was too busy for waits as long as it was told, and no shorter', async () => {
    const { world, run, roundsAt, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('busy', 7000));
    await run();
    world.script(() => undefined);
    wait(6999);
    await run();
    expect(world.messages).toHaveLength(0);
    wait(1);
    await run();
    expect(world.messages).toHaveLength(1);
  });

  it('a post that Teams is always too busy for ends as skipped, with its reason in the set-up', async () => {
    const { us, world, run, roundsAt, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('busy'));
    for (let tries = 0; tries < 40; tries++) {
      await run();
      wait(120_000);
    }
    expect(world.calls).toHaveLength(30);
    const [channel] = (await us.programme.setup(tenant, 'nb')).channels;
    expect(channel?.last).toEqual({
      ...{ week: '2026-W40', state: 'skipped', reason: 'Teams var opptatt for lenge.' },
    });
  });

  it('a channel that is gone is skipped and parked; the others get their card', async () => {
    const { us, world, run, roundsAt, post } = await desk(await open(), ['plan', 'drift']);
    await roundsAt(monday);
    world.script(({ channel }) => (channel === channelId('drift') ? fault('gone') : undefined));
    await run();
    expect(await post('drift')).toMatchObject({ state: 'skipped', reason: 'prompts.reason.gone' });
    expect(await post('plan')).toMatchObject({ state: 'posted' });
    expect((await us.programme.channel(tenant, channelId('drift')))?.state).toBe('parked');
  });

  it('a refused post is skipped and never tried again', async () => {
    const { world, run, roundsAt, post, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('refused'));
    await run();
    wait(600_000);
    await run();
    expect(world.calls).toHaveLength(1);
    expect(await post()).toMatchObject({ state: 'skipped', reason: 'prompts.reason.refused' });
  });

  it('a post that arrived although Teams failed is found by its id, not sent again', async () => {
    const { world, run, roundsAt, post, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => 'arrives, then fails');
    await run();
    expect((await post())?.state).toBe('unknown');
    wait(2000);
    await run();
    expect(await post()).toMatchObject({ state: 'posted', message: world.messages[0]?.message });
    expect(world.messages).toHaveLength(1);
  });

  it('a post that did not arrive is sent again only after two looks in vain', async () => {
    const { world, run, roundsAt, post, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('unknown'));
    await run();
    world.script(() => undefined);
    wait(2000);
    await run();
    expect(await post()).toMatchObject({ state: 'unknown', looks: 1 });
    wait(1999);
    await run();
    expect(world.messages).toHaveLength(0);
    wait(1);
    await run();
    expect(await post()).toMatchObject({ state: 'posted' });
    expect(world.messages).toHaveLength(1);
  });

  it('a post that fails again and again without a trace is tried less and less often', async () => {
    const { world, run, roundsAt, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('unknown'));
    for (let seconds = 0; seconds < 600; seconds++) {
      await run();
      wait(1000);
    }
    // Every four seconds would be 150 times in ten minutes.
    expect(world.calls.length).toBeGreaterThan(8);
    expect(world.calls.length).toBeLessThan(20);
  });

  it('an unknown post in a channel that we may not read is handed over, and a press proves it posted', async () => {
    const { us, world, run, roundsAt, post, prompts, wait, graph } = await desk(await open());
    await roundsAt(monday);
    graph(new GraphFault('not-allowed', { status: 403 }));
    world.script(() => 'arrives, then fails');
    await run();
    wait(2000);
    await run();
    expect(await post()).toMatchObject({ state: 'handed-over', reason: 'prompts.reason.may-not-read' });
    const last = (await us.programme.setup(tenant, 'nn')).channels[0]?.last;
    expect(last?.reason).toMatch(/Sjå etter han i kanalen/);

    const found = await post();
    const at = { message: 'm1', conversation: `${channelId('plan')};messageid=m1` };
    await prompts.proved({ tenant, id: found?.id ?? '', channel: channelId('drift') }, at);
    expect((await post())?.state).toBe('handed-over');
    await prompts.proved({ tenant, id: found?.id ?? '', channel: channelId('plan') }, at);
    expect(await post()).toMatchObject({ state: 'posted', message: 'm1', reason: undefined });
  });

  it('an unknown post waits while Graph is away', async () => {
    const { world, run, roundsAt, post, wait, graph } = await desk(await open());
    await roundsAt(monday);
    world.script(() => 'arrives, then fails');
    await run();
    graph(new GraphFault('graph-down', { status: 503 }));
    for (let tries = 0; tries < 5; tries++) {
      wait(120_000);
      await run();
    }
    expect((await post())?.state).toBe('unknown');
    graph(true);
    wait(120_000);
    await run();
    expect((await post())?.state).toBe('posted');
    expect(world.messages).toHaveLength(1);
  });

  it('a post that was being sent when the service died is looked for, never just sent again', async () => {
    const { us, world, run, roundsAt, post, service, wait } = await desk(await open());
    await roundsAt(monday);
    world.script(() => 'arrives, then fails');
    await run();
    // As the row lies when the process is gone between claim and answer.
    await us.database
      .tables<{ post: { state: string } }>()
      .updateTable('post')
      .set({ state: 'sending' })
      .execute();
    world.script(() => undefined);
    await run(service());
    // Its call may still be on the way: until our own deadline has cut it off, nobody looks.
    wait(21_999);
    await run(service());
    expect(await post()).toMatchObject({ state: 'unknown', looks: 0 });
    wait(1);
    await run(service());
    expect(await post()).toMatchObject({ state: 'posted' });
    expect(world.messages).toHaveLength(1);
  });

  it('a service that runs for months leaves nothing behind on the signal that stops it', async () => {
    const { service } = await desk(await open());
    const stop = new AbortController();
    const posts = service();
    for (let times = 0; times < 3; times++) await posts.run(stop.signal);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('a result whose arrival is unclear is handed over, since a reply cannot be looked for', async () => {
    const { world, run, roundsAt, post, wait } = await desk(await open());
    await roundsAt(monday);
    await run();
    await roundsAt(friday);
    world.script(({ what }) => (what === 'send' ? fault('unknown') : undefined));
    for (let tries = 0; tries < 3; tries++) {
      await run();
      wait(2000);
    }
    expect(await post('plan', 'result')).toMatchObject({ state: 'handed-over' });
    expect(world.calls.filter((call) => call.startsWith('send'))).toHaveLength(1);
  });

  it('a post is skipped when its time has gone, also when that happens between claim and write', async () => {
    const { us, world, run, roundsAt, post } = await desk(await open());
    await roundsAt(monday);
    const times = ['2026-09-28T14:29:59Z', '2026-09-28T14:30:00Z'];
    const real = us.clock.now;
    us.clock.now = () => new Date(times.shift() ?? '2026-09-28T14:30:00Z');
    await run();
    us.clock.now = real;
    expect(world.calls).toEqual([]);
    expect(await post()).toMatchObject({ state: 'skipped', reason: 'prompts.reason.late' });
  });

  it('a week that was never posted in a channel gets no result there either', async () => {
    const { world, run, roundsAt, post } = await desk(await open());
    await roundsAt(monday);
    world.script(() => fault('refused'));
    await run();
    world.script(() => undefined);
    await roundsAt(friday);
    await run();
    expect(await post('plan', 'result')).toMatchObject({
      state: 'skipped',
      reason: 'prompts.reason.no-weekly',
    });
    expect(world.messages).toHaveLength(0);
  });

  it('an edit is repeated while Teams is busy, and let go when the message is gone', async () => {
    const { world, run, roundsAt, post, wait } = await desk(await open(), ['plan', 'drift']);
    await roundsAt(monday);
    await run();
    await roundsAt(friday);
    world.script(({ what, channel }) =>
      what === 'update' ? fault(channel === channelId('plan') ? 'unknown' : 'gone') : undefined,
    );
    await run();
    expect(await post('plan')).toMatchObject({ edit: 'due', editAttempts: 1 });
    expect(await post('drift')).toMatchObject({ edit: 'failed', state: 'posted' });
    world.script(() => undefined);
    wait(60_000);
    await run();
    expect(await post('plan')).toMatchObject({ edit: 'done' });
    expect(world.edits).toHaveLength(1);
  });

  it('a slow channel does not hold up the others', async () => {
    const { world, roundsAt, service } = await desk(await open(), ['plan', 'drift', 'hr']);
    await roundsAt(monday);
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { startThread } = world.teams;
    world.teams.startThread = async (at, card) => {
      if (at.conversation === channelId('drift')) await slow;
      return await startThread(at, card);
    };
    const running = service().run();
    for (let tries = 0; tries < 200 && world.messages.length < 2; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(world.messages.map((message) => message.in).sort()).toEqual([channelId('hr'), channelId('plan')]);
    release();
    await running;
    expect(world.messages).toHaveLength(3);
  });

  it('a database restored from an older backup finds what was posted after it, and posts nothing again', async () => {
    const before = await desk(await open(), ['plan', 'drift']);
    await before.roundsAt(monday);
    await before.run();
    expect(before.world.messages).toHaveLength(2);

    const restored = await desk(await open(), ['plan', 'drift'], before);
    await restored.roundsAt('2026-09-28T07:00:00Z');
    await restored.run();
    restored.wait(10_000);
    await restored.run();
    expect(restored.world.messages).toHaveLength(2);
    expect(await restored.post('drift')).toMatchObject({
      state: 'posted',
      message: expect.any(String) as string,
    });
  });

  it('a restored database sends what its look in the channel proves absent', async () => {
    const before = await desk(await open());
    await before.roundsAt(monday);
    await before.run();
    before.world.messages.length = 0;

    const restored = await desk(await open(), ['plan'], before);
    await restored.roundsAt('2026-09-28T07:00:00Z');
    for (let tries = 0; tries < 4; tries++) {
      await restored.run();
      restored.wait(10_000);
    }
    expect(restored.world.messages).toHaveLength(1);
  });

  it('a restored database that may not look hands over, and never posts blindly', async () => {
    const before = await desk(await open());
    await before.roundsAt(monday);
    await before.run();

    const restored = await desk(await open(), ['plan'], before);
    restored.graph(new GraphFault('not-allowed', { status: 403 }));
    await restored.roundsAt('2026-09-28T07:00:00Z');
    await restored.run();
    expect(restored.world.messages).toHaveLength(1);
    expect(await restored.post()).toMatchObject({ state: 'handed-over' });
  });

  it('a service that is stopped begins nothing new', async () => {
    const { world, roundsAt, service } = await desk(await open());
    await roundsAt(monday);
    await service().run(AbortSignal.abort());
    expect(world.messages).toHaveLength(0);
  });
});

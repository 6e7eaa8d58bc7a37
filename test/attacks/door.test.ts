import { type State } from '../../infra/practice/api.ts';
import {
  actionOf,
  membersOf,
  nextInOslo,
  pressActivity,
  startStory,
  until,
  words,
  type Reply,
  type Story,
} from '../support/story.ts';

/** Bad input through the real doors of the running product. Forged activities are in inbound.test.ts. */
let story: Story;
let world: State;
let channel: string;
let message: string;
let members: readonly string[];
let leader: string;
let admin: string;
let address: string;

const send = (activity: unknown, token?: string) =>
  story.api<Reply<unknown>>('POST', '/api/activities', {
    activity,
    ...(token === undefined ? {} : { token }),
  });

const press = (data: Record<string, unknown>, verb = 'answer', person = leader) =>
  pressActivity({
    ...{ tenant: world.tenant, person, channel, message },
    action: { type: 'Action.Execute', verb, data },
  });

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  const first = world.channels.find(({ installed }) => installed);
  if (first === undefined) throw new Error('The practice world has no leader channel.');
  channel = first.id;
  members = membersOf(world, first);
  leader = members[0] ?? '';
  admin = world.people.find(({ roles }) => roles.includes('Puls.Admin'))?.id ?? '';
  address = world.services[0]?.address ?? '';
  await story.clock(nextInOslo(world.now, 1, '08:30'));
  message = await until('the card', async () => (await story.cardsIn(channel))[0]?.id);
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('the bot’s door', () => {
  it.each(['none', 'expired', 'wrong-audience', 'wrong-issuer', 'wrong-key'])(
    'refuses a token that is %s, with a constant body',
    async (token) => {
      const first = await send(press({ value: 4 }), token);
      const second = await send({ ...press({ value: 5 }), id: 'f:2' }, token);
      expect([401, 403]).toContain(first.status);
      expect(second).toEqual(first);
    },
  );

  it('refuses another tenant', async () => {
    const other = '99999999-9999-4999-8999-999999999999';
    const action = { type: 'Action.Execute', verb: 'answer', data: { value: 4 } };
    const { status } = await send(pressActivity({ tenant: other, person: leader, channel, message, action }));
    expect([401, 403]).toContain(status);
  });

  it.each([
    ['nothing', null],
    ['a text', 'hei'],
    ['a list', []],
    ['no type', {}],
    ['an unknown type', { type: 'noe' }],
  ])('answers %s without a fault of its own', async (_what, activity) => {
    const { status, body } = await send(activity);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body ?? '')).not.toMatch(/at .*\.ts|node_modules|Error:/);
  });

  it.each([
    ['no value', undefined],
    ['an action that is a text', { action: 'answer' }],
    ['data that is a list', { action: { type: 'Action.Execute', verb: 'answer', data: [] } }],
  ])('answers an invoke with %s without a fault of its own', async (_what, value) => {
    const { status, body } = await send({ ...press({}), value });
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body ?? '')).not.toMatch(/at .*\.ts|node_modules|Error:/);
  });

  it.each([
    ['an unknown action', {}, 'slett-alt'],
    ['an unknown round', { round: 'finnes-ikke', value: 4 }, 'answer'],
    ['no round', { value: 4 }, 'answer'],
    ['an answer that is a prototype', { round: '__proto__', value: { constructor: 1 } }, 'answer'],
  ])('answers %s politely', async (_what, data, verb) => {
    const { status, body } = await send(press(data, verb));
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/Error|stack|undefined/);
  });

  it.each([0, 6, 4.5, -1, 'fire', null, 1e21])('refuses the answer %s, outside the scale', async (value) => {
    const state = await story.state(leader);
    const card = state.messages.find(({ id }) => id === message)?.card;
    const { round } = (card?.['refresh'] as { action: { data: { round: string } } }).action.data;
    const { status, body } = await send(press({ round, value }));
    expect(status).toBe(200);
    expect(words((body as { value: unknown }).value)).not.toContain('Du svarte');
    expect(await story.seen(leader, message)).not.toContain('Du svarte');
  });

  it('lets nobody answer from the moment they have left the team', async () => {
    const left = members.at(-1) ?? '';
    const before = await story.press(left, message, '2');
    expect(words(before.body.value)).toContain('Du svarte 2 av 5');
    await story.api('POST', '/api/members', { conversation: channel, person: left, do: 'leave' });

    const data = actionOf(before.body.value, 'withdraw')?.['data'] as Record<string, unknown>;
    const activity = {
      ...press(data, 'withdraw'),
      from: { id: `29:${left}`, aadObjectId: left, name: 'Borte' },
    };
    const { body } = await send(activity);
    expect(words((body as { value: unknown }).value)).not.toContain('2 av 5');
    expect(words((body as { value: unknown }).value)).toContain('kanal');
  });

  it('refuses a body over the limit with 413', async () => {
    const reply = await fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'x'.repeat(400_000) }),
    });
    expect(reply.status).toBe(413);
  });
});

describe('the tab’s door', () => {
  it('wants a token', async () => {
    const { status, body } = await story.tab<{ error: { code: string } }>(undefined, 'GET', '/api/me');
    expect([status, body.error.code]).toEqual([401, 'not-signed-in']);
  });

  it.each(['?tenant=99999999-9999-4999-8999-999999999999', '?expired=1', '?audience=annet'])(
    'refuses a token with %s',
    async (query) => {
      const { token } = await story.api<{ token: string }>('GET', `/api/people/${leader}/token${query}`);
      const reply = await fetch(`${address}/api/me`, { headers: { authorization: `Bearer ${token}` } });
      expect([401, 403]).toContain(reply.status);
    },
  );

  it('says what is wrong with a body, and nothing of what it held', async () => {
    const { status, body } = await story.tab<{ error: { faults: string } }>(
      admin,
      'PUT',
      '/api/setup/programmes/digital-ledelse',
      { pack: 7, hemmelig: 'hemmelig' },
    );
    expect(status).toBe(400);
    expect(body.error.faults).toContain('pack: invalid_type');
    expect(JSON.stringify(body)).not.toContain('hemmelig');
  });

  it('refuses an oversized body with 413', async () => {
    const large = { x: 'x'.repeat(400_000) };
    const language = await story.tab(admin, 'PUT', '/api/me/language', large);
    expect(language.status).toBe(413);
    // Whole agencies are large, and only an administrator may send one.
    const units = await story.tab(leader, 'PUT', '/api/setup/units', large);
    expect(units.status).toBe(403);
  });

  it('answers malformed JSON with 400 and an unknown address with 404, both without a stack', async () => {
    const headers = {
      authorization: `Bearer ${await story.token(admin)}`,
      'content-type': 'application/json',
    };
    const malformed = await fetch(`${address}/api/setup/units`, { method: 'PUT', headers, body: '{"a":' });
    const unknown = await fetch(`${address}/api/finnes-ikke`, { headers });
    expect([malformed.status, unknown.status]).toEqual([400, 404]);
    expect(`${await malformed.text()}${await unknown.text()}`).not.toMatch(/at .*\.ts|node_modules/);
  });
});

import { randomUUID } from 'node:crypto';
import { type MeetingView } from '../../../bot/minutes/api.ts';
import { type SetupReply } from '../../../bot/programme/api.ts';
import { type State, type World, type WorldMeeting, type WorldPerson } from '../../../infra/practice/api.ts';
import { membersOf, nextInOslo, type Story, until } from '../../support/story.ts';
import { hostile, payload } from './corpus.ts';

/** An agency in which every text that a person can write is hostile, written through the doors that people use. */
export interface HostileWorld {
  readonly state: State;
  readonly admin: string;
  readonly hr: string;
  readonly representative: string;
  readonly leader: string;
  readonly meetings: readonly { readonly world: WorldMeeting; readonly view: MeetingView }[];
}

/** So many decisions and follow-ups does the card of a meeting show. */
const itemsOfMeeting = 20;
const textsOfItem = 4;
const meetingCount = Math.ceil(hostile.length / (itemsOfMeeting * textsOfItem));

const short = hostile.filter((text) => text.length <= 60);
const name = (at: number) => short[at % short.length] ?? '';

function hostileWorld(state: World): World {
  const [meeting] = state.meetings;
  if (meeting === undefined) throw new Error('The practice world has no meeting.');
  const leaders = state.people.filter(({ unit }) => unit !== undefined);
  // Enough leaders in one place that what they write in comments is released.
  const more = Array.from({ length: 20 }, (_one, at): WorldPerson => ({
    ...{ id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, name: '', title: '' },
    ...{ locale: 'nb-no', roles: [], unit: leaders[0]?.unit ?? '' },
  }));
  const [team] = state.teams;
  return {
    people: [...state.people, ...more].map((person, at) => ({
      ...{ ...person, name: name(at), title: name(at + 100) },
    })),
    teams: state.teams.map((one, at) => ({
      ...{ ...one, name: name(210 + at) },
      members: one.id === team?.id ? [...one.members, ...more.map(({ id }) => id)] : one.members,
    })),
    channels: state.channels.map((one, at) => ({ ...one, name: name(220 + at) })),
    meetings: Array.from({ length: meetingCount }, (_one, at) => ({
      ...{ ...meeting, title: name(230 + at) },
      id: Buffer.from(`0#19:meeting_${String(at)}@thread.v2#0`).toString('base64'),
      chat: `19:meeting_${String(at)}@thread.v2`,
    })),
  };
}

export async function liveHostile(story: Story): Promise<HostileWorld> {
  await story.api('PUT', '/api/world', hostileWorld(await story.state()));
  const state = await story.state();
  const withRole = (role: string) =>
    state.people.find(({ roles }) => (roles as readonly string[]).includes(role))?.id ?? '';
  const admin = withRole('Puls.Admin');
  const hr = withRole('Puls.HR');
  await setUp(story, admin);
  const meetings = [];
  for (const [at, world] of state.meetings.entries())
    meetings.push({ world, view: await hold(story, world, at) });
  const leader = await answerAll(story, state);
  return { state, admin, hr, representative: withRole('Puls.Representative'), leader, meetings };
}

const accepted = async (what: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await what;
  if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body;
};

/** Purpose, programme and discussions; with comments, which the policy has to allow. */
async function setUp(story: Story, admin: string): Promise<void> {
  const call = (method: string, path: string, body?: unknown) =>
    accepted(story.tab(admin, method, `/api/setup${path}`, body));
  const { policy, programmes, units, unitsEtag, homes } = (await call('GET', '')) as SetupReply;
  const tree = units.map(({ id, kind, parent }, at) => ({ id, kind, parent, name: name(200 + at) }));
  await call('PUT', '/units', { ifMatch: unitsEtag, units: tree, homes });
  const words = { purpose: hostile.slice(0, 60).join('\n'), basis: hostile.slice(60, 120).join('\n') };
  await call('PUT', '/policy', { ...policy, ifMatch: policy.etag, ...words, comments: true });
  for (const { id, etag, ...programme } of programmes)
    await call('PUT', `/programmes/${id}`, { ...programme, ifMatch: etag, name: name(3) });
  for (const [at, { id }] of units.entries())
    await call('POST', '/discussions', {
      ...{ unit: id, heldOn: '2026-01-05', counterpart: payload(at), basis: payload(at + 10) },
    });
}

/** Makes the agenda, calls the meeting, holds it and finishes its minutes. */
async function hold(story: Story, world: WorldMeeting, at: number): Promise<MeetingView> {
  const call = async (path: string, body: unknown, by = world.organizer) =>
    (await accepted(story.tab(by, 'POST', `/api/minutes${path}`, body))) as MeetingView;
  const opened = await call('/open', { meeting: world.id, chat: world.chat });
  const { id } = opened;
  const change = (changes: readonly object[]) =>
    call(`/meetings/${id}/changes`, { changes: changes.map((one) => ({ id: randomUUID(), ...one })) });
  const from = at * itemsOfMeeting * textsOfItem;
  const proposed = { proposal: randomUUID(), kind: 'D', title: payload(from), why: payload(from + 1) };
  await call(`/meetings/${id}/propose`, { ...proposed, minutes: 5 }, world.participants[2]?.person);
  await change([{ type: 'set-meeting', set: { place: payload(from + 2) } }]);
  // The newest item comes first, so that those with texts stand before the template's own.
  for (let item = itemsOfMeeting - 1; item >= 0; item--) {
    const owner = opened.people[item % opened.people.length];
    await change(hostileItem(from + item * textsOfItem, owner));
  }
  await call(`/meetings/${id}/call`, {});
  await call(`/meetings/${id}/start`, {});
  await change(opened.people.map((person) => ({ type: 'set-attendance', person, status: 'present' })));
  await call(`/meetings/${id}/finish`, {});
  await call(`/meetings/${id}/remark`, { text: payload(from + 3) }, world.participants[3]?.person);
  await until('the summary', async () => (await story.cardsIn(world.chat)).length > 1);
  return call('/open', { meeting: world.id, chat: world.chat });
}

/** The title and three lines of a decision are the item's own; the other fields have them once more. */
function hostileItem(from: number, owner: unknown): readonly object[] {
  const [item, followUp, alternative] = [randomUUID(), randomUUID(), randomUUID()];
  const lines = [1, 2, 3].map((at) => payload(from + at)).join('\n');
  const written = (field: string, insert: string) => ({
    ...{ type: 'edit', target: { of: 'item', item, field }, revision: 0 },
    edit: { at: 0, remove: 0, insert },
  });
  return [
    { type: 'add-item', item, kind: 'B', title: payload(from), after: null },
    ...['notes', 'decision', 'problem', 'needs', 'proposal'].map((field) => written(field, lines)),
    { type: 'set-item', item, set: { outcome: 'decided', presenter: owner } },
    { type: 'add-alternative', item, alternative },
    {
      ...{ type: 'edit', target: { of: 'alternative', item, alternative }, revision: 0 },
      edit: { at: 0, remove: 0, insert: lines },
    },
    {
      type: 'add-paper',
      item,
      paper: randomUUID(),
      title: payload(from + 1),
      url: 'https://agency.example/',
    },
    { type: 'add-follow-up', item, followUp, text: payload(from + 2) },
    { type: 'set-follow-up', item, followUp, set: { owner, due: '2027-03-01' } },
  ];
}

/** A week in which every leader writes a comment; the answer is one of them. */
async function answerAll(story: Story, state: State): Promise<string> {
  await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
  let some = '';
  let at = 0;
  for (const channel of state.channels.filter(({ installed }) => installed)) {
    const message = await until('the card', async () => (await story.cardsIn(channel.id))[0]?.id);
    for (const person of membersOf(state, channel)) {
      const lines: string[] = [];
      while ([...lines, payload(at)].join('\n').length <= 480) lines.push(payload(at++));
      const inputs = { 'answer-0': String(1 + (at % 5)), 'comment-0': lines.join('\n') };
      await story.press(person, message, 'answer', inputs);
      some = person;
    }
  }
  await story.type(some, 'personal', 'oppfølging');
  await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
  return some;
}

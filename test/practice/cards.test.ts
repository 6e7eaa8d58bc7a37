import { type StateMessage } from '../../infra/practice/api.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

let practice: Running;
let chat = '';
let chair = '';
let taker = '';
beforeAll(async () => {
  practice = await runPractice();
  chat = (await practice.state()).meetings[0]?.chat ?? '';
  chair = (await practice.person('Åse Ødegård')).id;
  taker = (await practice.person('Vårin Aasen')).id;
});
afterAll(() => practice.end());

const at = () => `/v3/conversations/${encodeURIComponent(chat)}/activities`;
const refresh = { refresh: { action: { type: 'Action.Execute', verb: 'refresh' } } };

async function post(extra = {}): Promise<string> {
  const { body } = await practice.connector('POST', at(), cardMessage(extra));
  return (body as { id: string }).id;
}
async function read(id: string, as?: string): Promise<StateMessage | undefined> {
  return (await practice.state(as)).messages.find((message) => message.id === id);
}
const press = (person: string, message: string, action: string, inputs = {}) =>
  practice.api('POST', `/api/people/${person}/actions`, { message, action, inputs });
const textOf = (card: unknown) => (card as { body: { text: string }[] } | undefined)?.body[0]?.text;

describe('a card', () => {
  it('changes only for the person who pressed it', async () => {
    const message = await post();
    const { status, body } = await press(chair, message, '5', { comment: 'Bra' });
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 200 })]);
    const shown = await read(message);
    expect(textOf(shown?.cards[chair])).toMatch(/^answer {"value":5,"comment":"Bra"}/);
    expect(Object.keys(shown?.cards ?? {})).toEqual([chair]);
    expect(textOf(shown?.card)).toBe('Hvordan går det?');
  });

  it('is the same for all again once it has been edited', async () => {
    const message = await post();
    await press(chair, message, '5');
    await practice.connector('PUT', `${at()}/${message}`, cardMessage());
    expect((await read(message))?.cards).toEqual({});
  });

  it('refreshes for those who look, once a minute', async () => {
    const message = await post(refresh);
    const first = textOf((await read(message, chair))?.cards[chair]);
    const second = textOf((await read(message, chair))?.cards[chair]);
    expect([first?.startsWith('refresh'), second]).toEqual([true, first]);
    expect((await read(message))?.cards[taker]).toBeUndefined();
  });

  it('refreshes again after an edit and after the clock was moved', async () => {
    const message = await post(refresh);
    const look = async () => textOf((await read(message, chair))?.cards[chair]);
    const before = await look();
    await practice.connector('PUT', `${at()}/${message}`, cardMessage(refresh));
    const edited = await look();
    const tomorrow = new Date(Date.parse((await practice.state()).now) + 86_400_000).toISOString();
    expect((await practice.api('POST', '/api/clock', { now: tomorrow })).status).toBe(200);
    expect(new Set([before, edited, await look()]).size).toBe(3);
  });

  it('does not refresh for somebody outside', async () => {
    const message = await post(refresh);
    const { id } = await practice.person('Stig Bævre');
    expect((await read(message, id))?.cards).toEqual({});
  });

  it('has no action of another name', async () => {
    expect((await press(chair, await post(), 'nope')).status).toBe(404);
  });

  it('arrives as Teams sends a press', async () => {
    const message = await post();
    await press(taker, message, '4');
    const { seen } = await practice.seen();
    expect(seen.at(-1)?.body).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      replyToId: message,
      from: { aadObjectId: taker },
      conversation: { id: chat, conversationType: 'groupChat' },
      value: { action: { type: 'Action.Execute', verb: 'answer', data: { value: 4 } }, trigger: 'manual' },
    });
  });
});

describe('a person who writes', () => {
  it('mentions the bot in a channel, in a thread of its own', async () => {
    const { channels } = await practice.state();
    const channel = channels[0]?.id ?? '';
    const sent = await practice.api('POST', `/api/people/${chair}/messages`, {
      conversation: channel,
      text: 'hjelp',
    });
    expect(sent.body).toMatchObject({ status: 200 });
    const { seen } = await practice.seen();
    const root = (await practice.state()).messages.at(-1)?.id ?? '';
    expect(seen.at(-1)?.body).toMatchObject({
      type: 'message',
      text: '<at>Lederpuls</at> hjelp\n',
      conversation: { id: `${channel};messageid=${root}` },
      entities: [{ type: 'mention', text: '<at>Lederpuls</at>' }, { type: 'clientInfo' }],
    });
  });

  it('writes plainly in the own chat', async () => {
    const to = { conversation: 'personal', text: 'hjelp' };
    await practice.api('POST', `/api/people/${chair}/messages`, to);
    const { seen } = await practice.seen();
    expect(seen.at(-1)?.body).toMatchObject({
      text: 'hjelp',
      conversation: { conversationType: 'personal' },
    });
  });

  it('cannot write where they are not', async () => {
    const { id } = await practice.person('Stig Bævre');
    const { status } = await practice.api('POST', `/api/people/${id}/messages`, {
      conversation: chat,
      text: 'hjelp',
    });
    expect(status).toBe(409);
  });
});

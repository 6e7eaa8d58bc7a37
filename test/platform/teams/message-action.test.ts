import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { plainMessage } from '../../../bot/platform/teams/message-text.ts';
import { type MessageAction } from '../../../bot/platform/teams/teams.ts';
import { Refusal } from '../../../bot/refusal.ts';
import { botStand, type BotStand, card, person, tenant } from '../../support/bot-stand.ts';

const secret = `fortrolig ${randomUUID()}`;
let stand: BotStand;
const seen: MessageAction[] = [];

const invoke = (step: 'fetchTask' | 'submitAction', value: unknown) =>
  stand.receive({ type: 'invoke', name: `composeExtension/${step}`, value });
const message = (content: string, contentType = 'html') => ({
  ...{ commandId: 'add-item', commandContext: 'message' },
  messagePayload: { id: '1', body: { contentType, content } },
});

beforeAll(async () => {
  stand = await botStand();
  stand.door.onMessageAction('add-item', {
    open: (action) => {
      seen.push(action);
      return Promise.resolve({ title: 'Legg til', card });
    },
    submit: (action) => {
      seen.push(action);
      if (action.data['fail'] === 'politely') throw new Refusal('not-in-meeting');
      if (action.data['fail'] === 'badly') throw new Error(action.text);
      return Promise.resolve({ title: 'Lagt til', card });
    },
  });
});

afterAll(() => stand.close());

describe('a command at a message', () => {
  it('opens a dialog for who chose it, with the words of the message and none of its HTML', async () => {
    const html = `<div><at id="1">Lederpuls</at> Hei <at id="0">Kari</at>,</div><p>se&nbsp;&lt;b&gt;<br>${secret}<img src=x onerror=1></p>`;
    const { status, body } = await invoke('fetchTask', message(html));
    const shown = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
    expect({ status, body }).toMatchObject({
      ...{ status: 200, body: { task: { type: 'continue', value: { title: 'Legg til', card: shown } } } },
    });
    expect(seen.at(-1)).toMatchObject({
      ...{ from: { id: person, tenant }, text: `Hei Kari,\nse <b>\n${secret}`, data: {} },
    });
  });

  it('hands on what was filled in, and says no in a dialog of its own', async () => {
    const submit = (data: object) => invoke('submitAction', { ...message('', 'text'), data });
    expect(JSON.stringify((await submit({ title: 'Lokaler' })).body)).toContain('Lagt til');
    expect(seen.at(-1)?.data).toEqual({ title: 'Lokaler' });
    expect(JSON.stringify((await submit({ fail: 'politely' })).body)).toContain('Bare de som er invitert');
    expect((await submit({ fail: 'badly' })).status).toBe(200);
    expect(JSON.stringify((await invoke('fetchTask', { commandId: 'other' })).body)).toContain('task');
  });

  it.each([undefined, null, 1, [], {}, { commandId: 7 }, { commandId: 'add-item', messagePayload: 'x' }])(
    'takes %j without a bug',
    async (value) => {
      const before = stand.bugs.length;
      expect((await invoke('fetchTask', value)).status).toBe(200);
      expect((await invoke('submitAction', value)).status).toBe(200);
      expect(stand.bugs).toHaveLength(before);
    },
  );

  it('leaves no word of the message in the log', async () => {
    await invoke('fetchTask', message(secret));
    await invoke('fetchTask', { ...message(secret), commandId: 'other' });
    expect(JSON.stringify([stand.warnings, stand.bugs.map(String)])).not.toContain(secret);
  });
});

describe('the words of a message', () => {
  it('are never longer than a card takes, well formed, and without tags or steering characters', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br/>',
        '<',
        '&lt;',
        '&#x0;',
        '&#1114112;',
        '\u202e',
        '<script>',
        '\u0000',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = plainMessage(pieces.join(''), 'html');
        expect(text.length).toBeLessThanOrEqual(2000);
        expect(text.isWellFormed()).toBe(true);
        expect(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('are found in a moment, however a message is made to be slow', () => {
    const begun = performance.now();
    for (const hard of ['<', '<a ', '&#', '<script', ' \n', '&amp'])
      plainMessage(hard.repeat(100_000), 'html');
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

import { noteLengthMax, type NoteReply } from '../../bot/prompts/api/notes.ts';
import { ApiError } from '../../tab/platform/client.ts';
import { NoteSaver } from '../../tab/prompts/saving.ts';

interface Sent {
  readonly text: string;
  readonly version: string | null;
}

/** A saver whose calls are answered by the test, one after the other. */
function writing(note: NoteReply['note'] = null) {
  const sent: Sent[] = [];
  const waiting: { answer: (reply: NoteReply) => void; fail: (error: Error) => void }[] = [];
  let due: { readonly at: number; readonly work: () => void } | undefined;
  let now = 0;
  const saver = new NoteSaver({
    note,
    later: (work, ms) => {
      due = { at: now + ms, work };
      return () => (due = undefined);
    },
    changed: () => undefined,
    put: (body) => {
      sent.push(body);
      return new Promise((answer, fail) => waiting.push({ answer, fail }));
    },
  });
  const reply = async (body: NoteReply) => {
    waiting.shift()?.answer(body);
    await Promise.resolve();
    await Promise.resolve();
  };
  const fail = async (error: Error) => {
    waiting.shift()?.fail(error);
    await Promise.resolve();
    await Promise.resolve();
  };
  /** Of the saver's own time. */
  const pass = (ms: number) => {
    now += ms;
    if (due === undefined || due.at > now) return;
    const { work } = due;
    due = undefined;
    work();
  };
  return { saver, sent, reply, fail, pass };
}

const kept = (text: string, version: string): NoteReply => ({ kept: true, note: { text, version } });
const offline = new ApiError(0, 'offline', '');

describe('a note that saves itself', () => {
  it('is sent once for a burst of typing, and again only for what came after', async () => {
    const { saver, sent, reply, pass } = writing();
    for (const text of ['H', 'He', 'Hei']) saver.type(text);
    pass(1000);
    saver.type('Hei du');
    pass(5000);
    expect(sent).toEqual([{ text: 'Hei', version: null }]);
    await reply(kept('Hei', 'v1'));
    expect(saver.unsaved).toBe(true);
    pass(1000);
    await reply(kept('Hei du', 'v2'));
    expect(sent.slice(1)).toEqual([{ text: 'Hei du', version: 'v1' }]);
    expect(saver.now).toMatchObject({ state: 'saved', text: 'Hei du' });
    saver.flush();
    expect(sent).toHaveLength(2);
  });

  it('keeps what was typed when it cannot be sent, and takes no clash from its own lost answer', async () => {
    const { saver, sent, reply, fail, pass } = writing();
    saver.type('Første');
    saver.flush();
    await fail(offline);
    expect(saver.now).toMatchObject({ state: 'waiting', text: 'Første' });
    saver.type('Første og andre');
    pass(1000);
    // The first one had come through after all.
    await reply({ kept: false, note: { text: 'Første', version: 'v1' } });
    pass(1000);
    expect(sent.at(-1)).toEqual({ text: 'Første og andre', version: 'v1' });
    await reply(kept('Første og andre', 'v2'));
    expect(saver.now.state).toBe('saved');
  });

  it('does not try again by itself what is refused, until something else is typed', async () => {
    const { saver, sent, fail, pass } = writing();
    saver.type('Nei');
    saver.flush();
    await fail(new ApiError(403, 'not-in-channel', ''));
    pass(60_000);
    expect([saver.now.state, saver.now.text, sent.length]).toEqual(['refused', 'Nei', 1]);
    saver.type('Nei!');
    pass(1000);
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['mine', 'Her'],
    ['theirs', 'Der'],
    ['both', 'Der\n\nHer'],
  ] as const)('holds both texts of a clash until the person chooses %s', async (which, text) => {
    const { saver, sent, reply, pass } = writing({ text: '', version: 'v0' });
    saver.type('Her');
    saver.flush();
    await reply({ kept: false, note: { text: 'Der', version: 'v1' } });
    saver.type('Her');
    pass(10_000);
    expect([saver.now.state, saver.now.text, saver.now.theirs?.text, sent.length]).toEqual([
      ...['clash', 'Her', 'Der'],
      1,
    ]);
    saver.choose(which);
    expect(saver.now.text).toBe(text);
    expect(sent.slice(1)).toEqual(which === 'theirs' ? [] : [{ text, version: 'v1' }]);
  });

  it('sends nothing that is too long, and says so', () => {
    const { saver, sent, pass } = writing();
    saver.type('x'.repeat(noteLengthMax + 1));
    pass(1000);
    expect([saver.now.state, sent.length]).toEqual(['long', 0]);
    saver.type('x');
    pass(1000);
    expect(sent).toHaveLength(1);
  });
});

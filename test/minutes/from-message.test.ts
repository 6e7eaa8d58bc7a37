import { randomUUID } from 'node:crypto';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { giveRole } from '../../bot/minutes/actions/series.ts';
import { messageActions } from '../../bot/minutes/message-actions.ts';
import { firstWords } from '../../bot/minutes/model/message.ts';
import {
  type Card,
  type Dialog,
  type MessageAction,
  type TeamsDoor,
} from '../../bot/platform/teams/teams.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { words } from '../support/story.ts';
import { chat, office, type Office, people, tenant, type Who } from './office.ts';

type Command = 'add-item' | 'add-follow-up';
type Data = Readonly<Record<string, unknown>>;
type Element = Readonly<Record<string, unknown>>;

const text = 'Vi må avklare lokalene.\nLeieavtalen går ut i mars, og huseier vil ha svar.';
const elements = (card: Card): readonly Element[] => {
  const found: Element[] = [];
  JSON.parse(JSON.stringify(card), (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'type' in value) found.push(value);
    return value;
  });
  return found;
};
/** What Teams sends for the dialog's button: its data, and every input as it stands. */
const filled = (card: Card): Data => ({
  ...(elements(card).find(({ type }) => type === 'Action.Submit')?.['data'] as Data | undefined),
  ...Object.fromEntries(
    elements(card)
      .filter(({ id }) => id !== undefined)
      .map(({ id, value }) => [String(id), value ?? '']),
  ),
});
/** In a dialog Teams knows `Action.Submit` alone. */
const faultsOf = (card: Card) => cardFaults(card).filter(({ rule }) => rule !== 'use-action-execute');

function menu(at: Office) {
  const handlers = new Map<string, Parameters<TeamsDoor['onMessageAction']>[1]>();
  const door = { onMessageAction: (command: string, its: never) => void handlers.set(command, its) };
  messageActions(door as unknown as TeamsDoor, at.parts);
  const action = (who: Who, data: Data): MessageAction => ({
    from: { tenant, ...people[who], teamsId: `29:${who}`, locale: 'nb-NO' },
    at: { tenant, serviceUrl: 'https://teams.example/', conversation: chat },
    ...{ text, data },
  });
  const step = (which: 'open' | 'submit') => (command: Command, who: Who, data: Data) => {
    const handler = handlers.get(command)?.[which];
    if (!handler) throw new Error(`nobody answers ${command}`);
    return handler(action(who, data));
  };
  return {
    open: (command: Command, who: Who): Promise<Dialog> => step('open')(command, who, {}),
    submit: step('submit'),
  };
}

const items = async (at: Office, id: string, who: Who = 'åse') =>
  (await readMeeting(at.parts, at.caller(who), id)).items;
const proposals = async (at: Office, id: string) =>
  (await readMeeting(at.parts, at.caller('åse'), id)).proposals;

describe('the first words of a message', () => {
  it('end at a word, and are the first line', () => {
    expect(firstWords(text, 90)).toBe('Vi må avklare lokalene.');
    expect(firstWords('en to tre firetusen', 12)).toBe('en to tre…');
    expect(firstWords(`${'a'.repeat(8)}😀b`, 10)).toBe('aaaaaaaa…');
    expect(firstWords('', 90)).toBe('');
  });
});

eachDatabase((_name, openDatabase) => {
  describe('a message', () => {
    it('becomes an item on the agenda of the chair, once however often it is sent', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const { open, submit } = menu(at);
      const { card } = await open('add-item', 'åse');
      expect(faultsOf(card)).toEqual([]);
      const data = filled(card);
      expect(data).toMatchObject({ title: 'Vi må avklare lokalene.', why: text, kind: 'D', meeting: id });
      await submit('add-item', 'åse', { ...data, title: 'Lokalene', kind: 'B' });
      const done = await submit('add-item', 'åse', { ...data, title: 'Lokalene', kind: 'B' });
      expect(words(done.card)).toContain('Den står på sakslista til Ledermøte uke 3.');
      expect(faultsOf(done.card)).toEqual([]);
      const made = (await items(at, id)).filter((item) => item.id === data['key']);
      expect(made).toMatchObject([{ kind: 'B', title: { text: 'Lokalene' }, problem: { text } }]);
    });

    it('is a proposal where another leads, and nothing for who is not in the meeting', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const { open, submit } = menu(at);
      const { card } = await open('add-item', 'kari');
      expect(words(card)).toContain('(du foreslår)');
      const done = await submit('add-item', 'kari', filled(card));
      expect(words(done.card)).toContain('Møtelederen for Ledermøte uke 3 avgjør.');
      expect(await proposals(at, id)).toMatchObject([{ state: 'waiting', by: people.kari }]);
      expect(words((await open('add-item', 'outsider')).card)).toContain('Ingen møter å velge');
      const forced = await submit('add-item', 'outsider', filled(card));
      expect(words(forced.card)).not.toContain('avgjør');
      expect(await proposals(at, id)).toHaveLength(1);
    });

    it('waits for the next meeting of the series when the last one is over', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse', 'teams-0');
      await startMeeting(at.parts, at.caller('åse'), id);
      await finishMeeting(at.parts, at.caller('åse'), id);
      const { open, submit } = menu(at);
      const { card } = await open('add-item', 'åse');
      expect(words(card)).toContain('neste møte');
      const data = filled(card);
      const done = await submit('add-item', 'åse', data);
      expect(words(done.card)).toContain('Den kommer på sakslista til neste møte');
      at.world.startsAt = new Date(at.world.startsAt.getTime() + 7 * 86_400_000);
      const next = await at.open('åse', 'teams-1');
      expect(next.items.map((item) => item.id)).toContain(data['key']);
    });

    it('becomes a follow-up with owner and date under the item that is talked about, once', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await giveRole(at.parts, at.caller('åse'), id, {
        ...{ person: people.bjørn.id, role: 'minute-taker', side: null },
      });
      await startMeeting(at.parts, at.caller('åse'), id);
      const [first] = await items(at, id);
      await at.change('åse', id, { type: 'take-up', item: first?.id ?? '', running: true });
      const { open, submit } = menu(at);
      const { card } = await open('add-follow-up', 'bjørn');
      expect(faultsOf(card)).toEqual([]);
      const data = { ...filled(card), owner: people.kari.id, due: '2027-02-01' };
      await submit('add-follow-up', 'bjørn', data);
      const done = await submit('add-follow-up', 'bjørn', data);
      expect(words(done.card)).toContain('blir en oppgave når referatet er ferdig');
      const all = (await items(at, id)).flatMap(({ id: item, followUps }) =>
        followUps.map((followUp) => ({ item, ...followUp })),
      );
      expect(all).toMatchObject([
        { item: first?.id, text: { text: 'Vi må avklare lokalene.' }, owner: people.kari, due: '2027-02-01' },
      ]);
    });

    it('as a follow-up from somebody who does not write is a proposal that says who and when', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const { open, submit } = menu(at);
      const { card } = await open('add-follow-up', 'kari');
      await submit('add-follow-up', 'kari', { ...filled(card), due: '2027-02-01' });
      expect(await proposals(at, id)).toMatchObject([
        { title: 'Vi må avklare lokalene.', why: expect.stringContaining('Kari Nordmann') as string },
      ]);
      expect((await items(at, id)).flatMap(({ followUps }) => followUps)).toEqual([]);
    });

    it('comes back with what was typed and the reason when it cannot be taken', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const { open, submit } = menu(at);
      const data = filled((await open('add-follow-up', 'åse')).card);
      const again = await submit('add-follow-up', 'åse', {
        ...data,
        owner: people.outsider.id,
        text: 'Rydde',
      });
      expect(words(again.card)).toContain('Den ansvarlige er ikke med i det møtet.');
      expect(filled(again.card)).toMatchObject({ text: 'Rydde', key: data['key'] });
      for (const wrong of [{}, { ...data, key: 'x' }, { ...data, due: 'snart' }, { ...data, text: ' ' }])
        await expect(submit('add-follow-up', 'åse', wrong)).rejects.toMatchObject({ code: 'bad-input' });
      // The key of another's proposal opens nothing.
      const theirs = filled((await open('add-item', 'kari')).card);
      await submit('add-item', 'kari', theirs);
      const stolen = await submit('add-item', 'åse', theirs);
      expect(elements(stolen.card).some(({ type }) => type === 'Action.Submit')).toBe(true);
      expect((await proposals(at, id)).map(({ by, state }) => [by.id, state])).toEqual([
        [people.kari.id, 'waiting'],
      ]);
      const missing = await submit('add-item', 'åse', {
        ...theirs,
        key: randomUUID(),
        meeting: randomUUID(),
      });
      expect(words(missing.card)).toContain('Vi fant ikke det du ba om.');
    });
  });
});

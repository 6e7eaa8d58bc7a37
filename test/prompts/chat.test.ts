import { peopleChat } from '../../bot/people/chat.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Card, type Press, type TeamsDoor, type TypedMessage } from '../../bot/platform/teams/teams.ts';
import { weeklyCard } from '../../bot/prompts/cards.ts';
import { promptsChat } from '../../bot/prompts/chat.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, tenant } from '../support/office.ts';
import { words } from '../support/story.ts';
import { desk, friday, monday } from './desk.ts';

const leader = { tenant, id: 'leder1', teamsId: '29:leder1', name: 'Kari Bø', locale: 'nb-NO' };
const outsider = { ...leader, id: 'utenfor' };
const serviceUrl = 'https://smba.example/no/';
const inChannel = { tenant, serviceUrl, conversation: `${channelId('plan')};messageid=m1` };
const inPrivate = { tenant, serviceUrl, conversation: 'a:privat' };

async function chat(database: Database) {
  const at = await desk(database);
  const presses = new Map<string, (press: Press) => Promise<Card>>();
  const commands: [readonly string[], (message: TypedMessage) => Promise<Card>][] = [];
  const nothing = () => undefined;
  const door: TeamsDoor = {
    onPress: (verb, handler) => void presses.set(verb, handler),
    onCommand: (names, handler) => void commands.push([names, handler]),
    onOtherText: (handler) => void commands.push([[''], handler]),
    ...{
      onMessageAction: nothing,
      onInstalled: nothing,
      onRemoved: nothing,
      onMembersChanged: nothing,
      onPlaceChanged: nothing,
    },
    onMeetingNews: nothing,
    onSeen: nothing,
    useLanguage: nothing,
  };
  const asked: { viewer: string | undefined }[] = [];
  const proposals: { key: string; title: string }[] = [];
  const card = weeklyCard({
    packs: at.us.packs,
    questions: () => ({
      ask: ({ viewer }) => {
        asked.push({ viewer: viewer?.id });
        return Promise.resolve({ body: [{ type: 'TextBlock', text: 'Spørsmål', wrap: true }], actions: [] });
      },
      asks: () => Promise.resolve(true),
      result: () =>
        Promise.resolve({ body: [{ type: 'TextBlock', text: 'Resultat', wrap: true }], actions: [] }),
    }),
  });
  const { people, programme } = at.us;
  peopleChat(door, people);
  promptsChat(door, {
    ...{ people, programme, card, prompts: at.prompts },
    lookBackLink: 'https://lederpuls.example/tab/prompts',
    agenda: () => ({
      propose: ({ key, title }) => {
        proposals.push({ key, title });
        return Promise.resolve({ series: 'Ledermøtet' });
      },
    }),
  });
  await at.roundsAt(monday);
  const round = (await programme.rounds(tenant))[0]?.id ?? '';
  return {
    ...at,
    asked,
    proposals,
    press: async (verb: string, given: Partial<Press> = {}) =>
      words(
        await presses.get(verb)?.({
          ...{ from: leader, at: inChannel, message: 'm1', verb },
          data: { round, channel: channelId('plan') },
          ...given,
        }),
      ),
    type: async (text: string, given: Partial<TypedMessage> = {}) => {
      const command = commands.find(([names]) => names.some((name) => text.startsWith(name)));
      return words(
        await command?.[1]({ ...{ from: leader, at: inPrivate, scope: 'personal', text }, ...given }),
      );
    },
  };
}

eachDatabase((_name, open) => {
  it('a refresh gives the leader the own view, in the own language', async () => {
    const { press, asked, us } = await chat(await open());
    expect(await press('refresh')).toContain('Uke 40');
    await us.people.setLanguage(leader, 'nn');
    expect(await press('refresh')).toContain('Veke 40');
    expect(asked).toEqual([{ viewer: 'leder1' }, { viewer: 'leder1' }]);
  });

  it('somebody outside the channel sees no card', async () => {
    const { press } = await chat(await open());
    await expect(press('refresh', { from: outsider })).rejects.toThrow('not-in-channel');
  });

  it('a press that names nothing we know is refused', async () => {
    const { press } = await chat(await open());
    const channel = channelId('plan');
    await expect(press('refresh', { data: {} })).rejects.toThrow('bad-input');
    await expect(press('refresh', { data: { round: 'ukjent', channel } })).rejects.toThrow('unknown-round');
    await expect(press('why', { from: { ...leader, tenant: 'en annen' } })).rejects.toThrow('unknown-round');
  });

  it('a press on the card of a closed round gives the closed card and says so', async () => {
    const { press, roundsAt } = await chat(await open());
    await roundsAt(friday);
    expect(await press('back')).toMatch(/^Runden er avsluttet, så svar kan ikke lenger endres/);
  });

  it('seeing the card in its channel proves that it was posted; elsewhere it proves nothing', async () => {
    const { press, run, world, post } = await chat(await open());
    world.script(() => 'arrives, then fails');
    await run();
    const id = (await post())?.id;
    const data = { round: (await post())?.round, channel: channelId('plan'), post: id };
    await press('refresh', { data, at: inPrivate });
    expect((await post())?.state).toBe('unknown');
    await press('refresh', { data });
    expect(await post()).toMatchObject({ state: 'posted', message: 'm1' });
  });

  it('a week is put on the agenda, once for the round, and the card says where', async () => {
    const { press, proposals } = await chat(await open());
    expect(await press('agenda')).toMatch(/^Lagt på sakslista for neste møte i Ledermøtet\./);
    await press('agenda');
    expect(new Set(proposals.map(({ key }) => key)).size).toBe(1);
    expect(proposals[0]?.title).toBe('Uke 40: Er den nye måten den eneste?');
  });

  it('"mine spørsmål" gives the own card in private, and the card for all in the channel', async () => {
    const { type, asked } = await chat(await open());
    expect(await type('mine spørsmål')).toContain('Er den nye måten den eneste?');
    await type('mine spørsmål 5', { at: inChannel, scope: 'channel' });
    expect(asked).toEqual([{ viewer: 'leder1' }, { viewer: undefined }]);
    expect(await type('mine spørsmål', { from: outsider })).toContain('Ingen åpne spørsmål');
  });

  it('an answer typed as text is never taken', async () => {
    const { type, asked } = await chat(await open());
    expect(await type('5, helt enig')).toContain('Jeg tar aldri imot svar i vanlig tekst.');
    expect(asked).toEqual([]);
  });

  it('"språk nynorsk" is answered in nynorsk, and remembered', async () => {
    const { type } = await chat(await open());
    expect(await type('språk')).toContain('Nynorsk');
    expect(await type('språk nynorsk')).toContain('Frå no av snakkar eg nynorsk');
    expect(await type('hjelp')).toContain('Skriv eitt av desse');
  });
});

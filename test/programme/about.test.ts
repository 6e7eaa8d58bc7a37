import { aboutActions } from '../../bot/programme/actions/about.ts';
import { type AboutMe, type OwnAnswer } from '../../bot/programme/api/trust.ts';
import { aboutCard, askPrivatelyCard, confirmCard, forgottenCard } from '../../bot/programme/cards.ts';
import { aboutChat } from '../../bot/programme/chat/about.ts';
import { type Card, type Press, type TeamsDoor, type TypedMessage } from '../../bot/platform/teams/teams.ts';
import { languages } from '../../bot/platform/texts.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, office, type Office, tenant } from '../support/office.ts';
import { words } from '../support/story.ts';

const kari = { tenant, id: 'leder0', name: 'Kari Nordmann' };
const answer: OwnAnswer = {
  ...{ week: '2026-W40', closesAt: '2026-10-02T13:00:00.000Z' },
  ...{ question: 'Vi **prøver** nytt hver uke.', answer: 'Du svarte 4 av 5.' },
};
const about: AboutMe = {
  ...{ name: 'Kari_[x](http://ond.example)', unit: null, moves: [], language: 'nn', recorded: 0 },
  ...{ reminders: false, pausedUntil: null, answers: [answer], notes: [] },
  meetings: { followUps: [], meetings: [], roles: [], items: [], said: [], waitingItems: [] },
};

interface PersonRow {
  person: {
    tenant: string;
    id: string;
    language: string | null;
    reminders: number;
    paused_until: string | null;
  };
}

/** The chat, with answers that are withdrawn once. */
function chat(us: Office) {
  let answers: readonly OwnAnswer[] = [answer];
  const handlers = new Map<string, (from: Press & TypedMessage) => Promise<Card>>();
  const set = (words: string | readonly string[], handler: (from: Press & TypedMessage) => Promise<Card>) => {
    for (const word of [words].flat()) handlers.set(word, handler);
  };
  const meetings = { followUps: [], meetings: [], roles: [], items: [], said: [], waitingItems: [] };
  const actions = aboutActions({
    ...us,
    answers: {
      of: () => Promise.resolve(answers),
      withdraw: () => {
        const count = answers.length;
        answers = [];
        return Promise.resolve(count);
      },
    },
    notes: { of: () => Promise.resolve([]), forget: () => Promise.resolve(0) },
    meetings: { of: () => Promise.resolve(meetings) },
  });
  aboutChat({ onCommand: set, onPress: set } as unknown as TeamsDoor, us.people, actions);
  const send = async (what: string, conversation = 'a:kari') => {
    const at = { tenant, serviceUrl: 'https://service.example', conversation };
    const from = { ...kari, teamsId: '29:kari', locale: 'nb-NO' };
    const card = await handlers.get(what)?.({ from, at } as Press & TypedMessage);
    if (!card) throw new Error(`nothing answers ${what}`);
    return { card, text: [words(card), JSON.stringify(card['body'])].join('\n') };
  };
  return { send, actions };
}

describe('the cards about a person', () => {
  it.each(languages)(
    'hold the rules for cards in %s, and show what people wrote letter by letter',
    (language) => {
      const cards = [
        aboutCard(about, language),
        aboutCard({ ...about, answers: [], reminders: true, pausedUntil: '2027-01-01' }, language),
        confirmCard(language),
        forgottenCard({ rounds: 2, choices: true, notes: 3, about }, language),
        forgottenCard({ rounds: 0, choices: false, notes: 0, about }, language),
        askPrivatelyCard(language),
      ];
      for (const card of cards) expect(cardFaults(card)).toEqual([]);
      const facts = JSON.stringify(cards[0]?.['body']);
      expect(facts).toContain('Kari\\\\_\\\\[x\\\\](http');
      expect(facts).toContain('\\\\*\\\\*prøver\\\\*\\\\*');
    },
  );
});

eachDatabase((_name, open) => {
  it('“hva vet dere om meg” tells the person, and only in a chat of their own', async () => {
    const { send } = chat(await office(await open()));
    for (const said of ['hva vet dere om meg', 'kva veit de om meg', 'what do you know about me']) {
      const { text } = await send(said);
      for (const known of ['Leder 0', 'Plan', 'Du svarte 4 av 5.']) expect(text).toContain(known);
      expect((await send(said, channelId('plan'))).text).not.toContain('Plan');
    }
    for (const verb of ['about', 'forget', 'forget-now'])
      expect((await send(verb, channelId('plan'))).text).toContain('egen chat');
  });

  it('asks before it deletes, deletes what can be deleted, and twice does no more than once', async () => {
    const us = await office(await open());
    const { send, actions } = chat(us);
    await us.people.setLanguage(kari, 'nn');
    const person = us.database.tables<PersonRow>();
    await person
      .updateTable('person')
      .set({ reminders: 0, paused_until: '2027-01-01' })
      .where('id', '=', kari.id)
      .execute();
    expect((await actions.aboutMe(kari, 'nb')).reminders).toBe(false);

    expect((await send('forget')).text).toContain('Skal vi slette dette?');
    expect((await actions.aboutMe(kari, 'nb')).language).toBe('nn');

    expect((await send('forget-now')).text).toMatch(/tekne ut av 1 .*Vala dine om språk/s);
    const rows = await person.selectFrom('person').selectAll().where('id', '=', kari.id).execute();
    expect(rows).toMatchObject([{ language: null, reminders: 1, paused_until: null }]);
    expect(await actions.forgetMe(kari, 'nb')).toMatchObject({
      ...{ rounds: 0, choices: false },
      about: { unit: 'Plan', answers: [], language: null },
    });
  });

  it('of somebody without a home unit nothing is left', async () => {
    const us = await office(await open());
    const { actions } = chat(us);
    const guest = { tenant, id: 'gjest', name: 'Gjest' };
    await us.people.setLanguage(guest, 'en');
    await actions.forgetMe(guest, 'nb');
    const person = us.database.tables<PersonRow>();
    expect(await person.selectFrom('person').select('id').where('id', '=', 'gjest').execute()).toEqual([]);
    expect(await actions.aboutMe(guest, 'nb')).toMatchObject({ name: 'Gjest', unit: null, recorded: 0 });
  });

  it('another tenant’s person of the same id is somebody else', async () => {
    const us = await office(await open());
    const { actions } = chat(us);
    await us.people.setLanguage(kari, 'nn');
    await actions.forgetMe({ ...kari, tenant: 'annen' }, 'nb');
    expect(await us.people.chosenLanguage(kari)).toBe('nn');
    expect(await actions.aboutMe({ ...kari, tenant: 'annen' }, 'nb')).toMatchObject({
      unit: null,
      moves: [],
    });
  });
});

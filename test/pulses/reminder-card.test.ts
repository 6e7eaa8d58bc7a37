import { type Card, type Press, type TeamsDoor } from '../../bot/platform/teams/teams.ts';
import { languages } from '../../bot/platform/texts.ts';
import { type KeptRound } from '../../bot/pulses/actions/memory.ts';
import { questionPart } from '../../bot/pulses/cards/part.ts';
import { reminderCard, snoozedWords } from '../../bot/pulses/cards/reminder.ts';
import { type Snoozed } from '../../bot/pulses/model/reminders.ts';
import { type Question } from '../../bot/pulses/model/question.ts';
import { remindersChat } from '../../bot/pulses/reminder-chat.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { kari, nine, type Scene, scene } from './reminder-scene.ts';
import { channelOf, leader, question, roundOf, same, tenant, words } from './world.ts';

const round = roundOf(3);
const asked: Question = { ...question, area: { id: 'a', name: same('Endringsledelse') }, options: [] };
const kept = (questions: readonly Question[]): Pick<KeptRound, 'round' | 'questions' | 'zone'> =>
  ({ round, questions, zone: 'Europe/Oslo' }) as unknown as KeptRound;
const channel = channelOf('plan');

describe('the card of a reminder', () => {
  it('has no fault, in any language, with one question or several', () => {
    for (const language of languages)
      for (const questions of [[asked], [asked, asked, asked]]) {
        const view = { kept: kept(questions), channel, language };
        expect(cardFaults(reminderCard(view).card)).toEqual([]);
        expect(cardFaults(reminderCard({ ...view, notice: 'Greit' }).card)).toEqual([]);
      }
  });

  it('says until when the round is open, and how many questions there are', () => {
    const view = { kept: kept([asked, asked, asked]), channel, language: 'nb' as const };
    const { card, summary } = reminderCard(view);
    expect(words(card)).toMatch(/Uke 3 · åpent til fredag kl\. 15\.00/);
    expect(words(card)).toMatch(/«Vi prøver nytt hver uke.» og 2 til/);
    expect(summary).toBe('Et spørsmål venter på deg, åpent til fredag kl. 15.00');
  });

  it('shows the beginning of a long question, letter by letter', () => {
    const long = { ...asked, text: same(`**Synes du** ${'at dette er lenge '.repeat(20)}`) };
    const text = words(reminderCard({ kept: kept([long]), channel, language: 'nb' }).card);
    expect(text).toMatch(/«\\\*\\\*Synes du\\\*\\\* at dette .* …»/);
  });

  it('has words for everything that asking for tomorrow can come to', () => {
    const outcomes: readonly Snoozed[] = [nine(round, 1), 'too-late', 'answered', 'off', 'paused'];
    for (const language of languages)
      expect(new Set(outcomes.map((one) => snoozedWords(language, one, 'Europe/Oslo'))).size).toBe(5);
  });
});

eachDatabase((_name, open) => {
  describe('“remind me tomorrow”', () => {
    let here: Scene;
    let press: (person: string, on?: string) => Promise<Card>;
    let drawn: string | undefined;

    beforeEach(async () => {
      here = scene(await open());
      await here.open(round);
      let handler: ((press: Press) => Promise<Card>) | undefined;
      const door = { onPress: (_verb: string, given: typeof handler) => (handler = given) };
      remindersChat(door as unknown as TeamsDoor, here.at.surroundings, here.reminders, () => ({
        draw({ notice }) {
          drawn = notice;
          return Promise.resolve({});
        },
      }));
      press = async (id, on) =>
        (await handler?.({
          from: { tenant, id },
          at: { conversation: channel.id },
          data: { round: round.id, channel: channel.id, ...(on === undefined ? {} : { on }) },
        } as unknown as Press)) ?? {};
    });

    it('is answered with the card it was pressed on', async () => {
      await press(kari);
      expect(drawn).toBe('Jeg minner deg tirsdag kl. 09.00, bare i chatten din.');
      expect(words(await press(kari, 'reminder'))).toMatch(/Jeg minner deg tirsdag[^]*Et spørsmål venter/);
    });

    it('is for those who are in the channel', async () => {
      await expect(press(leader('drift', 0))).rejects.toMatchObject({ code: 'not-in-channel' });
    });

    it('stands on the card until the person has answered', async () => {
      const cards = questionPart(here.at.surroundings);
      const viewer = { tenant, id: kari };
      const part = async () => JSON.stringify(await cards.ask({ round, channel, language: 'nb', viewer }));
      expect(await part()).toContain('"verb":"snooze"');
      await here.answer(kari, round);
      expect(await part()).not.toContain('"verb":"snooze"');
    });
  });
});

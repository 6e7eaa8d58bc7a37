import { peopleActions, type PeopleActions } from '../../bot/people/actions.ts';
import { peopleChat } from '../../bot/people/chat.ts';
import {
  type Card,
  type Press,
  type Sender,
  type TeamsDoor,
  type TypedMessage,
} from '../../bot/platform/teams/teams.ts';
import { languages } from '../../bot/platform/texts.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { words } from '../pulses/world.ts';

const tenant = 'etaten';
const kari: Sender = { tenant, id: 'kari', teamsId: '29:kari', name: 'Kari', locale: 'nb-NO' };
const ola: Sender = { ...kari, id: 'ola', name: 'Ola' };

eachDatabase((_name, open) => {
  let now: Date;
  let people: PeopleActions;
  let presses: Map<string, (press: Press) => Promise<Card>>;
  let typed: (text: string, scope?: TypedMessage['scope']) => Promise<Card>;

  beforeEach(async () => {
    now = new Date('2027-01-18T08:00:00Z');
    people = peopleActions({
      database: await open(),
      clock: { now: () => now },
      teams: { members: () => Promise.resolve([]) },
    });
    presses = new Map();
    const commands = new Map<string, (message: TypedMessage) => Promise<Card>>();
    const door = {
      onPress: (verb: string, handler: (press: Press) => Promise<Card>) => presses.set(verb, handler),
      onCommand: (all: readonly string[], handler: (message: TypedMessage) => Promise<Card>) => {
        for (const word of all) commands.set(word, handler);
      },
    };
    peopleChat(door as unknown as TeamsDoor, people);
    typed = async (text, scope = 'personal') =>
      (await commands.get(text)?.({ from: kari, scope, text } as TypedMessage)) ?? {};
  });

  const press = async (verb: string, data: Record<string, unknown> = {}) =>
    (await presses.get(verb)?.({ from: kari, verb, data } as unknown as Press)) ?? {};
  const unreminded = async () => [...(await people.unreminded(tenant))];

  describe('a person’s say in reminders', () => {
    it('is that they come, until the person says otherwise', async () => {
      expect(await people.reminderChoice(kari)).toEqual({ on: true, pausedUntil: undefined });
      expect(await unreminded()).toEqual([]);
    });

    it('is to switch them off and on, for oneself only', async () => {
      expect(words(await press('reminders-off'))).toMatch(/slått av/);
      await people.chooseReminders(ola, { on: true, pausedUntil: undefined });
      expect(await unreminded()).toEqual(['kari']);
      expect(words(await press('reminders-on'))).toMatch(/Jeg minner deg/);
      expect(await unreminded()).toEqual([]);
    });

    it('is a pause that ends by itself on its day', async () => {
      expect(words(await press('reminders-pause', { until: '2027-02-01' }))).toMatch(
        /på pause til mandag 1\. februar/,
      );
      expect(await unreminded()).toEqual(['kari']);
      now = new Date('2027-01-31T23:00:00Z');
      expect(await unreminded()).toEqual(['kari']);
      now = new Date('2027-02-01T08:00:00Z');
      expect(await unreminded()).toEqual([]);
      expect(words(await typed('påminnelser'))).not.toMatch(/pause til mandag/);
    });

    it.each(['2027-01-18', '2026-12-01', '2029-01-01', '2027-02-30', 'i morgen', '', undefined, 7])(
      'is no pause until %j',
      async (until) => {
        expect(words(await press('reminders-pause', { until }))).toMatch(/Datoen kan ikke brukes/);
        expect(await unreminded()).toEqual([]);
      },
    );

    it('survives a choice of language, and leaves that alone', async () => {
      await press('reminders-off');
      await people.setLanguage(kari, 'nn');
      expect(words(await typed('påminningar'))).toMatch(/Påminningar er slått av/);
      expect(await people.chosenLanguage(kari)).toBe('nn');
    });

    it('is nobody else’s business', async () => {
      await press('reminders-off');
      for (const word of ['pause', 'påminnelser', 'påminningar', 'reminders'])
        expect(words(await typed(word, 'channel'))).toBe(
          'Påminnelser\nHer kan alle lese svaret. Åpne en chat med meg og skriv «påminnelser» der.',
        );
    });

    it('is shown on cards without a fault, in every language', async () => {
      for (const language of languages) {
        await people.setLanguage(kari, language);
        const drawn = [
          await typed('pause'),
          await typed('pause', 'groupChat'),
          await press('reminders-pause', { until: '2027-02-01' }),
          await press('reminders-pause', { until: '' }),
          await press('reminders-off'),
          await press('reminders-on'),
          await press('reminders'),
        ];
        expect(drawn.flatMap(cardFaults)).toEqual([]);
      }
    });
  });
});

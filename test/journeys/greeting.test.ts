import { type State, type StateMessage } from '../../infra/practice/api.ts';
import { actionOf, membersOf, startStory, until, words, type Story } from '../support/story.ts';

let story: Story;
let world: State;

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
});
afterAll(() => story.stop());

const greetings = async (conversation: string): Promise<readonly StateMessage[]> =>
  (await story.state()).messages.filter(
    (message) => message.conversation === conversation && actionOf(message.card, 'setup-open'),
  );

describe('adding the app to a team', () => {
  it('leaves one finished card in each channel that was set up already', async () => {
    for (const { id } of world.channels) {
      const card = await until('the finished card', async () =>
        (await greetings(id)).find((one) => words(one.card).includes('satt opp her')),
      );
      expect(await greetings(id)).toHaveLength(1);
      expect(words(card.card)).toContain('Første kort');
    }
  });

  it('greets in General, gives the owner a form and the others none', async () => {
    const team = world.teams[0];
    if (team === undefined) throw new Error('no team');
    await story.api('POST', '/api/members', { conversation: team.id, person: 'bot', do: 'join' });
    const message = await until('a greeting', async () => (await greetings(team.id))[0]);
    expect(words(message.card)).toContain('Skal vi sette opp Lederpuls her?');
    const [owner = ''] = team.owners;
    const other = team.members[0] ?? '';
    expect(await story.seen(owner, message.id)).toContain('Enhet (må fylles ut)');
    expect(await story.seen(other, message.id)).not.toContain('Enhet (må fylles ut)');
    expect(
      membersOf(world, { id: team.id, team: team.id, name: '', members: [], installed: true }),
    ).toContain(owner);
    const refused = await story.press(other, message.id, 'setup-open');
    expect(words(refused.body.value)).toContain('Bare eiere av teamet');
    const saved = await story.press(owner, message.id, 'setup-save', { unit: ' ' });
    process.stdout.write(words(saved.body.value) + '\n');
  });
});

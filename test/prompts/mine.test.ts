import { type PeopleActions } from '../../bot/people/actions.ts';
import { type ProgrammeActions } from '../../bot/programme/actions.ts';
import { type LeaderChannel, type Round } from '../../bot/programme/model/programme.ts';
import { findOpenRound } from '../../bot/prompts/actions/mine.ts';

const person = { tenant: 't', id: 'leder' };
const unit = { id: 'plan', name: 'Plan', kind: 'section', parent: undefined } as const;

function channel(id: string, of: string): LeaderChannel {
  return {
    ...{ tenant: 't', id, name: id, teamId: 'team', teamName: 'Ledere', groupId: 'gruppe', unit: of },
    ...{ serviceUrl: 'https://smba.example', programme: id, language: 'nb', state: 'active' },
    reason: undefined,
  };
}

const round = (programme: string): Round => ({
  ...{ tenant: 't', id: programme, programme, week: '2026-W40', pack: 'p', entry: 'e', state: 'open' },
  ...{ opensAt: new Date(0), closesAt: new Date(1), reason: undefined },
});

/** One channel of the own unit and one further away, each with the week of its own programme. */
function mine(asking: readonly string[]) {
  const channels = new Map([
    ['near', channel('near', 'plan')],
    ['far', channel('far', 'etat')],
  ]);
  const people = {
    homeUnit: () => Promise.resolve(unit),
    units: () => Promise.resolve([unit]),
    roster: () => Promise.resolve([{ id: person.id, teamsId: '29:1', name: 'Leder', guest: false }]),
  } as unknown as PeopleActions;
  const programme = {
    rounds: () => Promise.resolve([round('far'), round('near')]),
    roundChannels: ({ id }: Round) => Promise.resolve([channels.get(id)]),
  } as unknown as ProgrammeActions;
  const card = { asks: ({ round: { id } }: { round: Round }) => Promise.resolve(asking.includes(id)) };
  return findOpenRound({ people, programme, card }, person, undefined);
}

describe('"mine spørsmål" with two programmes in a week', () => {
  it('gives the card of the own unit', async () => {
    expect((await mine(['near', 'far']))?.round.id).toBe('near');
  });

  it('gives the card with the question where the nearest one has none', async () => {
    expect((await mine(['far']))?.round.id).toBe('far');
  });

  it('gives the nearest card when neither asks', async () => {
    expect((await mine([]))?.round.id).toBe('near');
  });
});

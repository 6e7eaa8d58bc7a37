import { type PeopleActions } from '../../people/actions.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Language } from '../../platform/texts.ts';
import { type AboutMe, type Forgotten } from '../api/trust.ts';
import { type PersonalAnswers, type PersonalMeetings, type PersonalNotes } from '../slots.ts';
import { discussionStore } from '../store/discussions.ts';

/** A person's rights over what is kept about them. */
export interface AboutActions {
  aboutMe(person: Named, language: Language): Promise<AboutMe>;
  /** Deletes answers of open rounds, own notes and own choices; the rest is the employer's, or the archive's, or gone already. */
  forgetMe(person: Named, language: Language): Promise<Forgotten>;
}

export interface AboutParts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'ownRecord' | 'forgetChoices'>;
  readonly answers: PersonalAnswers;
  readonly notes: PersonalNotes;
  readonly meetings: PersonalMeetings;
}

type Named = PersonRef & { readonly name: string };

export function aboutActions(parts: AboutParts): AboutActions {
  const { people, answers, notes } = parts;
  return {
    aboutMe: (person, language) => about(parts, person, language),
    async forgetMe(person, language) {
      const rounds = await answers.withdraw(person);
      const gone = await notes.forget(person);
      const choices = await people.forgetChoices(person);
      return { rounds, choices, notes: gone, about: await about(parts, person, language) };
    },
  };
}

async function about(parts: AboutParts, person: Named, language: Language): Promise<AboutMe> {
  return {
    ...(await parts.people.ownRecord(person)),
    answers: await parts.answers.of(person, language),
    notes: await parts.notes.of(person, language),
    meetings: await parts.meetings.of(person),
    recorded: await discussionStore(parts.database).recordedBy(person),
  };
}

import { type WordBlock } from '../../platform/documents/word.ts';
import { texts } from '../../platform/texts.ts';
import { type AttendanceView, type ItemView, type PersonView } from '../api.ts';
import { awayAt } from '../model/attendance.ts';
import { type Meeting } from '../model/record.ts';
import { isExempt } from '../model/results.ts';

type Held = Pick<Meeting, 'attendance' | 'items' | 'language'>;

/** `NN (vara for MM)`. */
export function nameHere(
  { person, deputyFor }: Pick<AttendanceView, 'person' | 'deputyFor'>,
  language: Meeting['language'],
): string {
  if (!deputyFor) return person.name;
  return texts(language)('minutes.document.deputy', { name: person.name, member: deputyFor.name });
}

/** Who leads or writes, and the deputy who is here for them. */
export function nameOfSeat({ attendance, language }: Held, person: PersonView | null): string {
  if (!person) return '';
  const inTheirPlace = attendance.find(({ deputyFor }) => deputyFor?.id === person.id);
  return nameHere(inTheirPlace ?? { person }, language);
}

/** At which items somebody came, left or stepped out. Of an exempt item it is not told that somebody has a part in it. */
export function movesOf({ attendance, items, language }: Held): (person: PersonView) => string {
  const say = texts(language);
  return ({ id }) => {
    const moves = attendance.find(({ person }) => person.id === id)?.moves ?? [];
    return items
      .flatMap((item) => {
        const mark = moves.find((one) => one.item === item.id && one.source === 'manual');
        if (!mark || (mark.move === 'disqualified' && isExempt(item))) return [];
        return [say(`minutes.document.${mark.move}`, { number: item.number ?? '' })];
      })
      .join(', ');
  };
}

/** Who was there for this item alone, and who of those present was not. Of an exempt item it is not told. */
export function peoplePart(meeting: Held, item: ItemView): readonly WordBlock[] {
  return isExempt(item) ? [] : [...guestPart(meeting, item), ...awayPart(meeting, item)];
}

function guestPart({ language }: Held, item: ItemView): readonly WordBlock[] {
  if (item.guests.length === 0) return [];
  const people = item.guests.map(({ name }) => name).join(', ');
  return [{ text: texts(language)('minutes.document.guests', { people }) }];
}

function awayPart(meeting: Held, item: ItemView): readonly WordBlock[] {
  const say = texts(meeting.language);
  const people = awayAt(meeting, item.id).map(({ person, why }) =>
    say(`minutes.document.away.${why}`, { name: person.name }),
  );
  if (people.length === 0) return [];
  return [{ text: say('minutes.document.away', { people: people.join(', ') }) }];
}

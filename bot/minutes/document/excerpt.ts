import { type WordBlock, wordFile } from '../../platform/documents/word.ts';
import { texts } from '../../platform/texts.ts';
import { type ItemView } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { type Frame } from './document.ts';
import { attendancePart, known, letterhead, meetingFacts } from './facts.ts';
import { peoplePart } from './here.ts';
import { itemBody, itemTitle } from './items.ts';

/**
 * One item of laid or approved minutes, for whoever is to act on it, with nothing of the others. Never ask for that of
 * an exempt one: the excerpt is made to be passed on.
 */
export async function excerptDocument(meeting: Meeting, item: ItemView, of: Frame): Promise<Uint8Array> {
  const say = texts(meeting.language);
  const title = `${say('minutes.excerpt.title')}: ${itemTitle(meeting.language, item)}`;
  return wordFile({
    ...letterhead(meeting, of),
    title,
    blocks: [
      { heading: title, level: 1 },
      ...unapproved(meeting, of.approvedAt),
      ...known([
        { label: say('minutes.excerpt.agency'), value: of.agency },
        { label: say('minutes.excerpt.series'), value: of.series },
      ]),
      ...meetingFacts(meeting, of.approvedAt),
      { heading: say('minutes.excerpt.item'), level: 2 },
      ...itemBody(meeting.language, item, { kinds: of.kinds, people: peoplePart(meeting, item), level: 3 }),
      ...attendancePart(meeting),
    ],
  });
}

/** On top, for what is passed on is read without the rest. */
function unapproved({ language }: Meeting, approvedAt: string | null): readonly WordBlock[] {
  return approvedAt === null ? [{ text: texts(language)('minutes.excerpt.unapproved'), italic: true }] : [];
}

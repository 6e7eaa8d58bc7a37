import { wordFile } from '../../platform/documents/word.ts';
import { texts } from '../../platform/texts.ts';
import { type MeetingView } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { attendancePart, letterhead, meetingFacts, type Sender } from './facts.ts';
import { movesOf, peoplePart } from './here.ts';
import { itemPart } from './items.ts';

/** What a document says beside the minutes themselves. */
export interface Frame extends Sender {
  /** In the language of the minutes. */
  readonly kinds: MeetingView['kinds'];
  /** ISO time; `null` = they wait for approval. */
  readonly approvedAt: string | null;
}

/** The finished minutes as a Word file, in the language of the minutes. Texts of exempt items are left out. */
export async function minutesDocument(meeting: Meeting, of: Frame): Promise<Uint8Array> {
  const say = texts(meeting.language);
  const title = `${say('minutes.document.title')}: ${meeting.title}`;
  return await wordFile({
    ...letterhead(meeting, of),
    title,
    blocks: [
      { heading: title, level: 1 },
      ...meetingFacts(meeting, of.approvedAt),
      ...attendancePart(meeting, movesOf(meeting)),
      ...meeting.items.flatMap((item) =>
        itemPart(meeting.language, item, { kinds: of.kinds, people: peoplePart(meeting, item) }),
      ),
    ],
  });
}

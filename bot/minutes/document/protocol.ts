import { type WordBlock, wordFile } from '../../platform/documents/word.ts';
import { texts } from '../../platform/texts.ts';
import { type VerdictView } from '../api/series.ts';
import { type ItemView } from '../api.ts';
import { isExempt } from '../model/results.ts';
import { type Meeting } from '../model/record.ts';
import { dateWithYear, letterhead, type Sender } from './facts.ts';

/** What two sides have agreed on, or not, and who signed for each. Of an exempt item nothing but its legal basis. */
export async function protocolDocument(
  meeting: Meeting,
  item: ItemView,
  signatures: readonly VerdictView[],
  of: Sender,
): Promise<Uint8Array> {
  const { language } = meeting;
  const say = texts(language);
  const number = say('minutes.item', { number: item.number ?? '' });
  const title = `${say('minutes.protocol.title')}: ${number}`;
  const body: readonly WordBlock[] = isExempt(item)
    ? [{ text: say('minutes.exempt', { basis: item.access.basis }) }]
    : [
        { text: item.title.text.trim() || say('minutes.document.untitled') },
        ...part(say('minutes.document.notes'), item.notes.text),
        ...part(say('minutes.protocol.agreed'), item.decision.text),
      ];
  return wordFile({
    ...letterhead(meeting, of),
    title,
    blocks: [
      { heading: title, level: 1 },
      { label: say('minutes.document.number'), value: meeting.number ?? '' },
      { label: say('minutes.document.when'), value: dateWithYear(language, meeting.startsAt) },
      { label: say('minutes.document.version'), value: String(meeting.version) },
      ...body,
      { heading: say('minutes.protocol.signed'), level: 2 },
      {
        head: [say('minutes.protocol.side'), say('minutes.document.name'), say('minutes.protocol.when')],
        rows: signatures.map(({ side, person, at }) => [
          side === null ? '' : say(`minutes.side.${side}`),
          person.name,
          dateWithYear(language, at),
        ]),
      },
    ],
  });
}

function part(label: string, text: string): readonly WordBlock[] {
  return text.trim() === '' ? [] : [{ heading: label, level: 2 }, { written: text }];
}

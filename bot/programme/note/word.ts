import { type WordBlock, wordFile } from '../../platform/documents/word.ts';
import { type Language, texts } from '../../platform/texts.ts';
import { type Block, type NoteReply } from '../api/trust.ts';

/** The note as a Word file, to be sent to the representatives and filled in at the meeting. */
export function noteFile(note: NoteReply, agency: string, language: Language): Promise<Uint8Array> {
  return wordFile({
    language,
    agency,
    title: note.title,
    subject: note.title,
    page: texts(language)('trust.note.page'),
    blocks: [
      { heading: note.title, level: 1 },
      ...note.parts.flatMap(({ title, blocks }): readonly WordBlock[] => [
        { heading: title, level: 2 },
        ...blocks.map(wordBlock),
      ]),
    ],
  });
}

const wordBlock = (block: Block): WordBlock => block;

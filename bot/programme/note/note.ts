import { type Texts } from '../../platform/texts.ts';
import { type Block, type ComingRound, type NoteReply, type Part } from '../api/trust.ts';
import { type Policy } from '../model/policy.ts';
import { explained, paragraphs } from './explained.ts';

/** What the note is made of besides the policy. Dates come as people read them. */
export interface NoteFacts {
  readonly agency: string;
  readonly madeOn: string;
  readonly evaluateOn: string | undefined;
  readonly packs: readonly string[];
  readonly coming: readonly ComingRound[];
  /** The opening of a round, such as "uke 3, mandag 18. januar". */
  readonly when: (round: ComingRound) => string;
}

/** What management and the employee representatives discuss before a unit's first round (drøftingsnotat). */
export function noteOf(policy: Policy, facts: NoteFacts, say: Texts): NoteReply {
  const [purpose, ...rest] = explained(policy, say);
  return {
    title: say('trust.note.title'),
    policyVersion: policy.version,
    parts: [
      introduction(policy, facts, say),
      ...(purpose === undefined ? [] : [purpose]),
      comingPart(facts, say),
      ...rest,
      { id: 'basis', title: say('trust.basis.title'), blocks: paragraphs(basisOf(policy, say)) },
      evaluationPart(facts, say),
      { id: 'again', title: say('trust.note.again.title'), blocks: [{ text: say('trust.note.again') }] },
      resultPart(say),
    ],
  };
}

/** The legal basis in the agency's own words, or ours. */
export const basisOf = ({ basis }: Policy, say: Texts): string => basis ?? say('trust.basis.usual');

function introduction({ version }: Policy, { agency, madeOn }: NoteFacts, say: Texts): Part {
  return {
    id: 'introduction',
    title: agency,
    blocks: [
      { text: say('trust.note.intro') },
      { text: `${say('trust.note.made')}: ${madeOn}. ${say('trust.note.version')}: ${version}.` },
    ],
  };
}

function comingPart({ packs, coming, when }: NoteFacts, say: Texts): Part {
  const title = say('trust.coming.title');
  if (coming.length === 0) return { id: 'coming', title, blocks: [{ text: say('trust.coming.none') }] };
  return {
    id: 'coming',
    title,
    blocks: [
      { text: say('trust.note.packs', { packs: packs.join(', ') }) },
      { text: say('trust.coming.lead', { count: coming.length }) },
      {
        head: [say('trust.coming.when'), say('trust.coming.question'), say('trust.coming.answers')],
        rows: coming.flatMap((round) => comingRows(round, when(round), say)),
      },
    ],
  };
}

function comingRows({ questions, skipped }: ComingRound, when: string, say: Texts) {
  if (skipped !== null) return [[when, say('trust.coming.skipped', { reason: skipped }), '–']];
  if (questions.length === 0) return [[when, say('trust.coming.no-question'), '–']];
  return questions.map(({ text, answers }) => [when, text, answers]);
}

function evaluationPart({ evaluateOn }: NoteFacts, say: Texts): Part {
  const text =
    evaluateOn === undefined
      ? say('trust.evaluation.none')
      : say('trust.evaluation.on', { date: evaluateOn });
  return { id: 'evaluation', title: say('trust.evaluation.title'), blocks: [{ text }] };
}

function resultPart(say: Texts): Part {
  const rows = (['date', 'who', 'agreed', 'disagreed'] as const).map((what) => [
    say(`trust.note.result.${what}`),
    '',
  ]);
  const table: Block = { head: [say('trust.stored.what'), say('trust.coming.answers')], rows };
  return { id: 'result', title: say('trust.note.result.title'), blocks: [table] };
}

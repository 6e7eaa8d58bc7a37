import { type ContentLanguage, textIn } from '../../content/model.ts';
import { texts } from '../../platform/texts.ts';
import { type CardPart } from '../../programme/slots.ts';
import { Refusal, type RefusalCode } from '../../refusal.ts';
import { type KeptRound } from '../actions/memory.ts';
import { type AskView } from '../actions/viewing.ts';
import { COMMENT_MAX, type PressedInputs, readComment } from '../model/ballot.ts';
import { type Answer, type Question, readAnswer, stepsOf } from '../model/question.ts';
import { small, stepWords } from './words.ts';

type Element = CardPart['body'][number];

/** By the place of the question. */
const answerName = (place: number): string => `answer-${place}`;
const commentName = (place: number): string => `comment-${place}`;
const removeName = (place: number): string => `comment-${place}-remove`;

/** What was chosen in a form that could not be taken, and what was wrong, by the input's name. Never what was written. */
export interface RefusedForm {
  readonly chosen: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, RefusalCode>>;
}

/** Some inputs of a form cannot be taken, so none is. */
export class FormRefusal extends Refusal {
  readonly form: RefusedForm;

  constructor(form: RefusedForm) {
    super('bad-input');
    this.form = form;
  }
}

/** Reads a sent form, from untrusted data. Teams leaves out inputs that are empty. Throws `FormRefusal`. */
export function readForm(
  { questions, round }: Pick<KeptRound, 'questions' | 'round'>,
  data: Readonly<Record<string, unknown>>,
): PressedInputs {
  const faults: Record<string, RefusalCode> = {};
  const read = <Value>(name: string, of: (raw: unknown) => Value): Value | undefined => {
    try {
      return of(data[name] ?? '');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults[name] = error.code;
      return undefined;
    }
  };
  const answers = questions.map((question, place) =>
    read(answerName(place), (raw) => readAnswer(question, raw)),
  );
  const comments = new Map<number, string | undefined>();
  for (const place of round.comments ? questions.keys() : []) {
    const written = read(commentName(place), readComment);
    // Left empty, an earlier comment stays: it is never shown, so nobody could have left it standing.
    if (written !== undefined || data[removeName(place)] === 'true') comments.set(place, written);
  }
  if (Object.keys(faults).length > 0) throw new FormRefusal({ chosen: chosenIn(questions, data), faults });
  return { answers: new Map(answers.entries()), comments };
}

/** Steps only: nothing that somebody wrote comes back on a card. */
function chosenIn(questions: readonly Question[], data: Readonly<Record<string, unknown>>) {
  const chosen = questions.map((_question, place) => [answerName(place), data[answerName(place)]] as const);
  return Object.fromEntries(
    chosen.filter(
      (one): one is readonly [string, string] => typeof one[1] === 'string' && /^[\d,]{1,20}$/.test(one[1]),
    ),
  );
}

/** The inputs of all questions, each labelled, with what is wrong right below. */
export function formInputs(
  view: AskView,
  { language, refused }: { readonly language: ContentLanguage; readonly refused?: RefusedForm | undefined },
): readonly Element[] {
  return view.questions.flatMap((_question, place) => {
    const at = { view, place, language };
    const answer = refused?.chosen[answerName(place)] ?? inputValue(view.ballot?.answers[place]);
    return [
      answerInput(at, answer),
      ...fault('pulses.form.answer', at, refused?.faults[answerName(place)]),
      ...(view.comments ? commentInputs(at) : []),
      ...fault('pulses.form.comment', at, refused?.faults[commentName(place)]),
    ];
  });
}

interface At {
  readonly view: AskView;
  readonly place: number;
  readonly language: ContentLanguage;
}

function answerInput({ view, place, language }: At, value: string): Element {
  const asked = view.questions[place];
  if (!asked) throw new RangeError(`No question ${place}`);
  const say = texts(language);
  const { min, max } = stepsOf(asked);
  const several = asked.scale === 'several';
  const skip = { title: say('pulses.skip'), value: 'skip' };
  const steps = stepWords(language, asked).map((title, step) => ({ title, value: String(min + step) }));
  const ends = { low: small(textIn(asked.low, language)), high: small(textIn(asked.high, language)), max };
  const count = view.questions.length;
  const label = [
    ...(count > 1 ? [say('pulses.form.number', { number: place + 1, count })] : []),
    textIn(asked.text, language),
    ...(asked.scale === 'zero10' ? [say('pulses.scale', ends)] : []),
    ...(several ? [say('pulses.form.several')] : []),
  ].join(' ');
  return {
    type: 'Input.ChoiceSet',
    id: answerName(place),
    label,
    style: max - min > 7 ? 'compact' : 'expanded',
    isMultiSelect: several,
    wrap: true,
    ...(place > 0 ? { separator: true, spacing: 'Medium' } : {}),
    choices: several ? steps : [...steps, skip],
    value,
  };
}

function commentInputs({ view, place, language }: At): readonly Element[] {
  const say = texts(language);
  const values = { number: place + 1, least: view.rules.distributions };
  const several = view.questions.length > 1;
  const written = view.ballot?.comments[place] !== undefined;
  return [
    {
      type: 'Input.Text',
      id: commentName(place),
      label: several ? say('pulses.comment.numbered', values) : say('pulses.comment.label', values),
      isMultiline: true,
      maxLength: COMMENT_MAX,
      ...(written ? { placeholder: say('pulses.comment.written') } : {}),
    },
    ...(written
      ? [
          {
            type: 'Input.Toggle',
            id: removeName(place),
            label: say('pulses.comment.remove-label', values),
            title: say('pulses.comment.remove'),
            value: 'false',
          },
        ]
      : []),
  ];
}

function fault(
  name: 'pulses.form.answer' | 'pulses.form.comment',
  { place, language }: At,
  code: RefusalCode | undefined,
): readonly Element[] {
  if (code === undefined) return [];
  const say = texts(language);
  const text = say(name, { number: place + 1, fault: say(`refusal.${code}`) });
  return [{ type: 'TextBlock', text, wrap: true, color: 'Attention', spacing: 'Small' }];
}

const inputValue = (answer: Answer | undefined): string => (answer === undefined ? '' : String(answer));

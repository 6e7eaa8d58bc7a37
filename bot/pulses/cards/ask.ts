import { plain } from '../../platform/cards.ts';
import { formatTime, formatWeekday, type Language, texts } from '../../platform/texts.ts';
import { type CardPart, type WeeklyCardView } from '../../programme/slots.ts';
import { type AskView, type RoundUnit } from '../actions/viewing.ts';
import { hasAnswered } from '../model/ballot.ts';
import { type Answer, isOnePress, type Question, stepsOf } from '../model/question.ts';
import { type Promised } from '../model/promise.ts';
import { rules } from '../model/rules.ts';
import { stepWords, thanksWords } from './words.ts';

type Element = CardPart['body'][number];

/** The name of the input of the question at that place in a form. */
export const inputName = (place: number): string => `answer-${place}`;

type PromiseView = AskView & { readonly unit: RoundUnit; readonly promise: Promised };

/** The question with its scale, or the viewer's own answer; then what happens with it. */
export function askPart(view: AskView, at: WeeklyCardView): CardPart {
  const say = texts(at.language);
  if (view.state !== 'open') return { body: [line(say(`pulses.${view.state}`))], actions: [] };
  const answered = hasAnswered(view.ballot);
  const own = answered && at.changing !== true;
  const { unit, promise } = view;
  return {
    body: [
      ...(own ? ownAnswer(view, at) : question(view, at)),
      ...(answered && !own ? [small(say('pulses.changing'))] : []),
      ...(unit && promise ? [small(promiseWords({ ...view, unit, promise }, at.language))] : []),
    ],
    actions: [],
  };
}

function question(view: AskView, at: WeeklyCardView): readonly Element[] {
  const [only] = view.questions;
  if (only && isOnePress(view.questions)) return onePress(only, view, at);
  return [
    ...view.questions.map((one, place) => input(one, place, { view, language: at.language })),
    buttons([
      { ...answerAction(view, at), id: 'send', title: texts(at.language)('pulses.send'), style: 'positive' },
    ]),
  ];
}

/** The values themselves are the buttons, two in a row so that they fit the narrowest panel. */
function onePress(asked: Question, view: AskView, at: WeeklyCardView): readonly Element[] {
  const { min } = stepsOf(asked);
  const steps = stepWords(at.language, asked).map((title, step) => ({ title, value: String(min + step) }));
  // "Yes" is read before "no"; a scale is read from its low end.
  const choices = [
    ...(asked.scale === 'yesno' ? steps.toReversed() : steps),
    { title: texts(at.language)('pulses.skip'), value: 'skip' },
  ];
  const chosen = String(view.ballot?.answers[0]);
  const actions = choices.map(({ title, value }) => {
    const shown = value === chosen ? texts(at.language)('pulses.chosen', { answer: title }) : title;
    return { ...answerAction(view, at, { question: asked.id, value }), id: value, title: shown };
  });
  return [
    {
      type: 'TextBlock',
      text: plain(asked.text[at.language]),
      wrap: true,
      weight: 'Bolder',
      spacing: 'Medium',
    },
    ...Array.from({ length: Math.ceil(actions.length / 2) }, (_, row) => ({
      type: 'ColumnSet',
      spacing: 'Small',
      columns: actions
        .slice(row * 2, row * 2 + 2)
        .map((action) => ({ type: 'Column', width: 'stretch', items: [buttons([action])] })),
    })),
  ];
}

function input(
  asked: Question,
  place: number,
  at: { readonly view: AskView; readonly language: Language },
): Element {
  const { min, max } = stepsOf(asked);
  const several = asked.scale === 'several';
  const skip = { title: texts(at.language)('pulses.skip'), value: 'skip' };
  const steps = stepWords(at.language, asked).map((title, step) => ({ title, value: String(min + step) }));
  const ends = { low: asked.low[at.language], high: asked.high[at.language] };
  const scale = asked.scale === 'zero10' ? ` ${texts(at.language)('pulses.scale', ends)}` : '';
  return {
    type: 'Input.ChoiceSet',
    id: inputName(place),
    label: asked.text[at.language] + scale,
    style: max - min > 6 ? 'compact' : 'expanded',
    isMultiSelect: several,
    wrap: true,
    choices: several ? steps : [...steps, skip],
    value: inputValue(at.view.ballot?.answers[place]),
  };
}

function inputValue(answer: Answer | undefined): string {
  return answer === undefined ? '' : String(answer);
}

function ownAnswer(view: AskView, at: WeeklyCardView): readonly Element[] {
  const say = texts(at.language);
  const [only] = view.questions;
  const answer = view.ballot?.answers[0];
  const told =
    only && view.questions.length === 1 && answer !== undefined
      ? [plain(only.text[at.language]), plain(thanksWords(at.language, only, answer))]
      : [say('pulses.thanks.several')];
  const data = dataOf(view, at);
  return [
    ...told.slice(0, -1).map((text) => line(text)),
    { ...line(told.at(-1) ?? ''), weight: 'Bolder' },
    buttons([
      { type: 'Action.Execute', verb: 'change', id: 'change', title: say('pulses.change'), data },
      { type: 'Action.Execute', verb: 'withdraw', id: 'withdraw', title: say('pulses.withdraw'), data },
    ]),
  ];
}

/** One sentence on what happens with the answer in this unit, and until when it is confidential. */
function promiseWords({ unit, promise, larger, closesAt, zone }: PromiseView, language: Language): string {
  const say = texts(language);
  const day = formatWeekday(language, closesAt, zone);
  const values = {
    unit: plain(unit.name),
    people: promise.people,
    least: rules.scores,
    larger: plain(larger?.name ?? ''),
    until: say('pulses.small.until', { day, time: formatTime(language, closesAt, zone) }),
  };
  if (promise.own === 'shown') return say('pulses.small.shown', values);
  if (!larger) return say('pulses.small.nowhere', values);
  return say(promise.own === 'maybe' ? 'pulses.small.maybe' : 'pulses.small.larger', values);
}

function dataOf(view: AskView, at: WeeklyCardView): Record<string, unknown> {
  return { round: at.round.id, channel: at.channel.id, view: view.ballot?.version ?? 0 };
}

function answerAction(view: AskView, at: WeeklyCardView, more: Record<string, unknown> = {}): Element {
  return { type: 'Action.Execute', verb: 'answer', data: { ...dataOf(view, at), ...more } };
}

const buttons = (actions: readonly Element[]): Element => ({ type: 'ActionSet', actions });

const line = (text: string): Element => ({ type: 'TextBlock', text, wrap: true });

const small = (text: string): Element => ({ ...line(text), size: 'Small', isSubtle: true });

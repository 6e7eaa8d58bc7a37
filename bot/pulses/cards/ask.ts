import { type ContentLanguage, textIn } from '../../content/model.ts';
import { plain } from '../../platform/cards.ts';
import { formatTime, formatWeekday, texts } from '../../platform/texts.ts';
import { type CardPart, type WeeklyCardView } from '../../programme/slots.ts';
import { type AskView, type RoundUnit } from '../actions/viewing.ts';
import { hasAnswered } from '../model/ballot.ts';
import { isOnePress, type Question, stepsOf } from '../model/question.ts';
import { type Promised } from '../model/promise.ts';
import { formInputs } from './form.ts';
import { answerWords, channelWords, stepWords, thanksWords } from './words.ts';

type Element = CardPart['body'][number];

type PromiseView = AskView & { readonly unit: RoundUnit; readonly promise: Promised };

/** The questions with their scales, or the viewer's own answer; then what happens with it. */
export function askPart(view: AskView, at: WeeklyCardView): CardPart {
  const say = texts(at.language);
  if (view.elsewhere) {
    const text = channelWords(at.language, view.elsewhere.channel, 'pulses.elsewhere');
    return { body: [small(text)], actions: [] };
  }
  if (view.state !== 'open') return { body: [line(say(`pulses.${view.state}`))], actions: [] };
  const answered = hasAnswered(view.ballot);
  const own = answered && at.changing !== true;
  const { unit, promise } = view;
  return {
    body: [
      ...(own ? ownAnswer(view, at) : question(view, at)),
      ...(answered && !own ? [small(say('pulses.changing'))] : []),
      ...(unit && promise ? [small(smallPrint({ ...view, unit, promise }, at))] : []),
    ],
    actions: answered ? [] : [snoozeAction(view, at)],
  };
}

/** Among the lesser actions, and whatever stands in the form: nothing is answered by it. */
const snoozeAction = (view: AskView, at: WeeklyCardView): Element => ({
  ...{ type: 'Action.Execute', verb: 'snooze', id: 'snooze', mode: 'secondary', associatedInputs: 'none' },
  ...{ title: texts(at.language)('pulses.reminder.tomorrow'), data: dataOf(view, at) },
});

function question(view: AskView, at: WeeklyCardView): readonly Element[] {
  const [only] = view.questions;
  if (only && isOnePress(view.questions) && !view.comments) return onePress(only, view, at);
  const send = { id: 'send', title: texts(at.language)('pulses.send'), style: 'positive' };
  return [
    ...formInputs(view, { language: at.language, refused: at.refused }),
    buttons([{ ...answerAction(view, at, { form: true }), ...send }]),
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
      text: plain(textIn(asked.text, at.language)),
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

/** What the viewer answered. That they wrote something is told, what they wrote never: others may see this screen. */
function ownAnswer(view: AskView, at: WeeklyCardView): readonly Element[] {
  const say = texts(at.language);
  const { questions, ballot } = view;
  const tell = questions.length > 1 ? answerWords : thanksWords;
  const told = questions.flatMap((asked, place) => {
    const answer = ballot?.answers[place];
    const words = answer === undefined ? say('pulses.thanks.none') : tell(at.language, asked, answer);
    return [
      line(plain(textIn(asked.text, at.language))),
      { ...line(plain(words)), weight: 'Bolder', spacing: 'None' },
    ];
  });
  const commented = ballot?.comments.some((comment) => comment !== undefined) ?? false;
  const data = dataOf(view, at);
  return [
    ...(questions.length > 1 ? [line(say('pulses.thanks.several'))] : []),
    ...told,
    ...(commented ? [small(say('pulses.thanks.comment'))] : []),
    buttons([
      { type: 'Action.Execute', verb: 'change', id: 'change', title: say('pulses.change'), data },
      { type: 'Action.Execute', verb: 'withdraw', id: 'withdraw', title: say('pulses.withdraw'), data },
    ]),
  ];
}

/** Where the viewer counts, what happens with the answer there, and until when it is confidential. */
function smallPrint(view: PromiseView, at: WeeklyCardView): string {
  const say = texts(at.language);
  const yours = at.viewer ? [say('pulses.small.yours', { unit: plain(view.unit.name) })] : [];
  return [promiseWords(view, at.language), ...yours].join(' ');
}

function promiseWords(view: PromiseView, language: ContentLanguage): string {
  const { unit, promise, larger, closesAt, zone, rules } = view;
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

function answerAction(view: AskView, at: WeeklyCardView, more: Record<string, unknown>): Element {
  return { type: 'Action.Execute', verb: 'answer', data: { ...dataOf(view, at), ...more } };
}

const buttons = (actions: readonly Element[]): Element => ({ type: 'ActionSet', actions });

const line = (text: string): Element => ({ type: 'TextBlock', text, wrap: true });

const small = (text: string): Element => ({ ...line(text), size: 'Small', isSubtle: true });

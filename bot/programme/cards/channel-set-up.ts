import { textIn } from '../../content/model.ts';
import { cardTemplate, plain } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import {
  formatDate,
  formatTime,
  formatWeekday,
  type Language,
  type TextKey,
  type Texts,
  texts,
  weekName,
} from '../../platform/texts.ts';
import { type ChannelSetUp, type SetUpForm } from '../actions/channel-set-up.ts';
import { instantOf } from '../model/calendar.ts';
import { dayOfWeek, type SetUpChoice } from '../model/channel-set-up.ts';
import { type Programme, type Weekday } from '../model/programme.ts';
import template from './channel-set-up.json' with { type: 'json' };

const draw = cardTemplate(template);
const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];
/** Any week: only the names of its days are asked for. */
const ANY_WEEK = '2027-W03';

type Element = Readonly<Record<string, unknown>>;

interface View {
  readonly language: Language;
  /** For whoever pressed. */
  readonly notice?: string | undefined;
  /** On the card that greets; a press on it proves that it is there. */
  readonly isGreeting: boolean;
}

interface Shown {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  readonly inputs?: readonly Element[];
  readonly after?: readonly string[];
  readonly actions: readonly Element[];
}

/** The same for everybody: who I am, or what has been set, when the first card comes and what is missing. */
export function setUpCard(at: ChannelSetUp, view: View & { readonly isBack: boolean }): Card {
  const say = texts(view.language);
  if (at.stage === 'open') {
    const open = execute('setup-open', say('greeting.open'), view);
    const card = fill(view, {
      heading: say(view.isBack ? 'greeting.back.heading' : 'greeting.new.heading'),
      lines: [say('greeting.new.text'), say('greeting.new.owner')],
      actions: [open],
    });
    // Owners are given the form at once, where the channel has at most 60 people.
    return { ...card, refresh: { action: { ...open, verb: 'setup-refresh' } } };
  }
  return fill(view, {
    heading: say(headingOf(at, view.isBack)),
    lines: view.isBack ? [say('greeting.back.text')] : [],
    facts: factsOf(at, view.language),
    after: [...missing(at, say), say('greeting.where')],
    actions: [execute('setup-open', say('greeting.change'), view)],
  });
}

function headingOf({ stage }: ChannelSetUp, isBack: boolean): TextKey {
  if (isBack) return 'greeting.back.heading';
  return stage === 'ready' ? 'greeting.done.heading' : 'greeting.almost.heading';
}

const missing = ({ stage }: ChannelSetUp, say: Texts): readonly string[] =>
  stage === 'ready' ? [] : [say('greeting.missing', { why: say(stage as TextKey) })];

/** For owners: what can be chosen. `chosen` = what they had chosen when it could not be taken. */
export function setUpFormCard(form: SetUpForm, view: View, chosen: SetUpChoice = form.chosen): Card {
  const say = texts(view.language);
  return fill(view, {
    heading: say('greeting.form.heading', { channel: form.channel.name }),
    lines: [say('greeting.form.text')],
    inputs: inputsOf(form, chosen, view.language),
    actions: [
      { ...execute('setup-save', say('greeting.save'), view), style: 'positive' },
      { ...execute('setup-back', say('greeting.cancel'), view), associatedInputs: 'none' },
    ],
  });
}

function inputsOf(form: SetUpForm, chosen: SetUpChoice, language: Language): readonly Element[] {
  const say = texts(language);
  const unit = {
    ...choice('unit', say('greeting.form.unit'), [
      ...form.units.map(({ id, name }) => [id, name] as const),
      [OTHER_UNIT, say('greeting.form.unit.other')],
    ]),
    ...{ isRequired: true, errorMessage: say('greeting.form.unit.error') },
  };
  const days = [...new Set([...workdays, chosen.postOn])].map(
    (day) => [String(day), weekday(language, day)] as const,
  );
  const weeks = form.weeks.map((week) => [week, weekTitle(language, week, form.zone)] as const);
  return [
    { ...unit, ...(chosen.unit === undefined ? {} : { value: chosen.unit }) },
    {
      ...choice(
        'pack',
        say('greeting.form.pack'),
        form.packs.map(({ id, name }) => [id, name] as const),
      ),
      value: chosen.pack,
    },
    {
      ...choice(
        'language',
        say('greeting.form.language'),
        form.languages.map((one) => [one, say(`greeting.language.${one}`)]),
      ),
      value: chosen.language,
    },
    { ...choice('postOn', say('greeting.form.day'), days), value: String(chosen.postOn) },
    { type: 'Input.Time', id: 'postAt', label: say('greeting.form.time'), value: chosen.postAt },
    { ...choice('startWeek', say('greeting.form.week'), weeks), value: chosen.startWeek },
  ];
}

/** "Not in the list": the administrator places the channel. No unit can have this id. */
export const OTHER_UNIT = ' ';

const choice = (id: string, label: string, options: readonly (readonly [string, string])[]): Element => ({
  ...{ type: 'Input.ChoiceSet', id, label, style: 'compact' },
  choices: options.map(([value, title]) => ({ title, value })),
});

function factsOf(at: ChannelSetUp, language: Language): NonNullable<Shown['facts']> {
  const say = texts(language);
  const { channel, unit, programme, content } = at;
  return [
    [say('greeting.unit'), unit ?? say('greeting.unit.none')],
    ...(content ? [[say('greeting.pack'), textIn(content, language)] as const] : []),
    [say('greeting.language'), say(`greeting.language.${channel.language}`)],
    ...(programme ? [[say('greeting.when'), rhythm(programme, language)] as const] : []),
    [say(at.isFirst ? 'greeting.first' : 'greeting.next'), nextPost(at, language)],
  ];
}

function nextPost({ next, programme }: ChannelSetUp, language: Language): string {
  if (next === undefined || programme === undefined) return texts(language)('greeting.next.none');
  const { zone } = programme;
  return `${formatDate(language, next.opensAt, zone)} ${formatTime(language, next.opensAt, zone)}`;
}

function rhythm({ every, nth, postOn, postAt, zone }: Programme, language: Language): string {
  const at = instantOf(zone, dayOfWeek(ANY_WEEK, postOn), postAt);
  return texts(language)(`greeting.every.${every}`, {
    ...{ day: weekday(language, postOn), nth, time: formatTime(language, at, zone) },
  });
}

const weekday = (language: Language, day: Weekday): string =>
  formatWeekday(language, instantOf('UTC', dayOfWeek(ANY_WEEK, day), '12:00'), 'UTC');

function weekTitle(language: Language, week: string, zone: string): string {
  const monday = formatDate(language, instantOf(zone, dayOfWeek(week, 1), '12:00'), zone);
  return texts(language)('greeting.form.week.from', { week: weekName(language, week), monday });
}

const execute = (verb: string, title: string, { isGreeting }: View): Element => ({
  ...{ type: 'Action.Execute', id: verb, verb, title },
  data: isGreeting ? { greeting: true } : {},
});

function fill({ notice }: View, shown: Shown): Card {
  const { heading, lines, facts = [], inputs = [], after = [], actions } = shown;
  const said = facts.map(([label, value]) => `${label}: ${value}.`);
  return draw({
    ...{ hasNotice: notice !== undefined, notice: plain(notice ?? '') },
    heading: plain(heading),
    fallback: [`${heading}.`.replace(/([?!])\.$/, '$1'), ...lines, ...said, ...after].join(' '),
    lines: lines.map((text) => ({ text: plain(text) })),
    facts: facts.map(([label, value]) => ({ title: plain(label), value: plain(value) })),
    inputs,
    after: after.map((text) => ({ text: plain(text) })),
    actions,
  });
}

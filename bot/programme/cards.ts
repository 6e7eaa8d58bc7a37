import { cardTemplate, plain } from '../platform/cards.ts';
import { type Card } from '../platform/teams/teams.ts';
import { type Language, type Texts, texts, weekName } from '../platform/texts.ts';
import { type AboutMe, type Forgotten } from './api/trust.ts';
import template from './cards/about.json' with { type: 'json' };

const drawAbout = cardTemplate(template);

interface Shown {
  readonly heading: string;
  readonly facts?: readonly (readonly [label: string, value: string])[];
  readonly lines: readonly string[];
  readonly actions?: readonly (readonly [verb: string, title: string])[];
}

/** What is kept about a person, for a chat that only the person reads. */
export function aboutCard(about: AboutMe, language: Language): Card {
  const say = texts(language);
  return draw({
    heading: say('trust.about.title'),
    facts: [...factsOf(about, language), ...answerFacts(about, language)],
    lines: [say('trust.about.gone'), say('trust.about.more')],
    actions: [['forget', say('trust.about.delete')]],
  });
}

/** Asks once more, and says what will not go. */
export function confirmCard(language: Language): Card {
  const say = texts(language);
  return draw({
    heading: say('trust.forget.title'),
    lines: [say('trust.forget.deletes'), say('trust.forget.reminders'), say('trust.forget.stays')],
    actions: [
      ['forget-now', say('trust.forget.yes')],
      ['about', say('trust.forget.no')],
    ],
  });
}

export function forgottenCard({ rounds, notes, choices }: Forgotten, language: Language): Card {
  const say = texts(language);
  return draw({
    heading: say('trust.forgotten.title'),
    lines: [
      rounds === 0 ? say('trust.forgotten.no-rounds') : say('trust.forgotten.rounds', { count: rounds }),
      say(notes === 0 ? 'trust.forgotten.no-notes' : 'trust.forgotten.notes'),
      choices ? say('trust.forgotten.choices') : say('trust.forgotten.no-choices'),
      say('trust.forget.stays'),
    ],
    actions: [['about', say('trust.forgotten.look')]],
  });
}

/** Somebody asks where others read along. */
export function askPrivatelyCard(language: Language): Card {
  const say = texts(language);
  return draw({ heading: say('trust.private.title'), lines: [say('trust.private.text')] });
}

/** The set-up is about one channel, and was asked for where there is none. */
export function askInChannelCard(language: Language): Card {
  const say = texts(language);
  return draw({ heading: say('greeting.elsewhere.heading'), lines: [say('greeting.elsewhere.text')] });
}

function factsOf(about: AboutMe, language: Language): NonNullable<Shown['facts']> {
  const say = texts(language);
  const { meetings } = about;
  return [
    [say('trust.about.name'), about.name],
    [say('trust.about.unit'), about.unit ?? say('trust.about.no-unit')],
    [
      say('trust.about.language'),
      about.language === null ? say('trust.about.of-teams') : say(`people.language.${about.language}`),
    ],
    [say('trust.about.reminders'), remindersOf(about, say)],
    [say('trust.about.notes'), String(about.notes.length)],
    [say('trust.about.moves'), String(about.moves.length)],
    [say('trust.about.follow-ups'), String(meetings.followUps.length)],
    [say('trust.about.meetings'), String(meetings.meetings.length)],
  ];
}

function remindersOf({ reminders, pausedUntil }: AboutMe, say: Texts): string {
  if (!reminders) return say('trust.about.reminders-off');
  if (pausedUntil !== null) return say('trust.about.reminders-paused', { date: pausedUntil });
  return say('trust.about.reminders-on');
}

function answerFacts({ answers }: AboutMe, language: Language): NonNullable<Shown['facts']> {
  const say = texts(language);
  if (answers.length === 0) return [[say('trust.about.answers'), say('trust.about.no-answers')]];
  return answers.map(({ week, question, answer }) => [
    say('trust.about.answer', { week: weekName(language, week) }),
    `${question} ${answer}`,
  ]);
}

function draw({ heading, facts = [], lines, actions = [] }: Shown): Card {
  return drawAbout({
    heading: plain(heading),
    fallback: [heading, ...facts.map(([label, value]) => `${label}: ${value}.`), ...lines].join(' '),
    facts: facts.map(([label, value]) => ({ title: plain(label), value: plain(value) })),
    lines: lines.map((text) => ({ text: plain(text) })),
    actions: actions.map(([verb, title]) => ({ type: 'Action.Execute', verb, title, data: {} })),
  });
}

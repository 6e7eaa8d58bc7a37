import {
  type AboutMe,
  type Forgotten,
  type Insight,
  type NoteReply,
  type TrustReply,
} from '../../../bot/programme/api/trust.ts';
import { texts } from '../../../bot/platform/texts.ts';
import { firstPolicy } from '../../../bot/programme/model/policy.ts';
import { explained } from '../../../bot/programme/note/explained.ts';
import { noteOf } from '../../../bot/programme/note/note.ts';

const coming: Insight['coming'] = [
  {
    ...{ week: '2027-W04', opensAt: '2027-01-25T07:30:00.000Z', closesAt: '2027-01-29T14:00:00.000Z' },
    heading: 'Å si nei til noe godt',
    questions: [
      { text: 'Vi har sluttet med noe det siste halvåret.', answers: 'helt uenig – helt enig' },
      { text: 'Hva hindrer dere mest?', answers: 'Velg én: tid · kompetanse · verktøy' },
    ],
    skipped: null,
  },
  {
    ...{ week: '2027-W05', opensAt: '2027-02-01T07:30:00.000Z', closesAt: '2027-02-05T14:00:00.000Z' },
    ...{ heading: 'Den beste feilen', questions: [], skipped: null },
  },
  {
    ...{ week: '2027-W12', opensAt: '2027-03-22T07:30:00.000Z', closesAt: '2027-03-26T14:00:00.000Z' },
    ...{ heading: '', questions: [], skipped: 'Rolig periode.' },
  },
];

const insight: Insight = {
  policyVersion: 2,
  basis: texts('nb')('trust.basis.usual'),
  evaluateOn: '2027-01-15',
  evaluationDue: true,
  coming,
  discussions: [
    {
      ...{ kind: 'made', unit: '', heldOn: '2027-01-04', counterpart: '', conclusion: '' },
      policyVersion: 2,
    },
    {
      ...{ kind: 'discussed', unit: 'Avdeling for digitale tjenester', heldOn: '2027-01-11' },
      ...{ counterpart: 'Hovedtillitsvalgt i NTL', conclusion: '', policyVersion: 1 },
    },
    {
      ...{ kind: 'evaluated', unit: 'Avdeling for digitale tjenester', heldOn: '2027-01-14' },
      ...{ counterpart: 'Hovedverneombud', conclusion: 'Vi fortsetter et halvt år til.', policyVersion: 1 },
    },
  ],
  units: [
    { unit: 'agency', name: 'Direktoratet for prøving', state: 'discussed' },
    { unit: 'service', name: 'Avdeling for digitale tjenester', state: 'outdated' },
    { unit: 'people', name: 'Seksjon for organisasjonsutvikling', state: 'missing' },
  ],
  results: {
    summary: 'Uke 3: 71 % svarte. Snittet for hele virksomheten er 3,8.',
    rounds: [
      { week: '2027-W03', question: 'Vi prøver nytt hver uke.', figure: '3,8' },
      { week: '2027-W02', question: 'Vi lar være det som ikke virker.', figure: 'Færre enn 6 svarte.' },
    ],
  },
  retention: {
    months: 24,
    last: {
      ...{ deletedAt: '2027-01-20T03:00:00.000Z', closedBefore: '2025-01-20T03:00:00.000Z' },
      ...{ rounds: 4, figures: 96, comments: 0 },
    },
  },
};

export const trust: TrustReply = { parts: explained(firstPolicy, texts('nb')), insight };

export const note: NoteReply = noteOf(
  firstPolicy,
  {
    ...{ agency: 'Direktoratet for prøving', madeOn: 'mandag 18. januar 2027', evaluateOn: undefined },
    ...{ packs: ['Digital ledelse'], coming, when: ({ week }) => week },
  },
  texts('nb'),
);

export const about: AboutMe = {
  ...{ name: 'Åse Ødegård', unit: 'Seksjon for organisasjonsutvikling', language: 'nn', recorded: 1 },
  ...{ reminders: true, pausedUntil: '2027-02-01' },
  moves: [{ at: '2026-11-02T09:00:00.000Z', from: null, to: 'Seksjon for organisasjonsutvikling' }],
  answers: [
    {
      ...{ week: '2027-W03', closesAt: '2027-01-22T14:00:00.000Z' },
      ...{ question: 'Vi prøver nytt hver uke.', answer: 'Du svarte 4 av 5.' },
    },
  ],
  notes: [{ week: '2027-W03', prompt: 'Å si nei til noe godt', text: 'Ta det opp med Kåre.' }],
  meetings: {
    followUps: [{ text: 'Lage plan for opplæring', meeting: 'Ledermøte', done: false }],
    meetings: [
      { title: 'Ledermøte', startsAt: '2027-01-11T08:00:00.000Z', role: 'chair', attendance: 'present' },
    ],
    roles: [{ series: 'Ledermøte', role: 'deputy' }],
    items: [{ title: 'Budsjett', meeting: 'Ledermøte' }],
    said: [{ what: 'remark', meeting: 'Ledermøte', text: 'Fristen er feil', at: '2027-01-12T08:00:00.000Z' }],
    waitingItems: [],
  },
};

export const forgotten: Forgotten = {
  ...{ rounds: 1, choices: true, notes: 1 },
  about: { ...about, answers: [], notes: [], language: null, pausedUntil: null },
};

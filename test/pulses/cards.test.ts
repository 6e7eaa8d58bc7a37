import { type Localised } from '../../bot/content/model.ts';
import { type Packs } from '../../bot/content/packs.ts';
import { type Language } from '../../bot/platform/texts.ts';
import { weeklyCard } from '../../bot/prompts/cards.ts';
import { askPart } from '../../bot/pulses/cards/ask.ts';
import { type AskView, type ResultView, type RoundUnit } from '../../bot/pulses/actions/viewing.ts';
import { resultPart } from '../../bot/pulses/cards/result.ts';
import { promiseFor } from '../../bot/pulses/model/promise.ts';
import { type Question } from '../../bot/pulses/model/question.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { cardFaults } from '../support/card-lint.ts';
import { area, channelOf, entry, question, roundOf, same, sizes, units, words } from './world.ts';

const snapshot: readonly RoundUnit[] = units.map((unit) => ({
  ...unit,
  homes: sizes[unit.id] ?? 0,
  elsewhere: false,
}));
const asked: Question = { ...question, area: { id: 'a', name: same('Endringsledelse') }, options: [] };
const round = roundOf(3);

function view(unit: string, more: Partial<AskView> = {}): AskView {
  const promise = promiseFor(snapshot, unit, rules);
  return {
    state: 'open',
    questions: [asked],
    comments: false,
    rules,
    elsewhere: undefined,
    ballot: undefined,
    unit: snapshot.find(({ id }) => id === unit),
    promise,
    larger: snapshot.find(({ id }) => id === promise.larger),
    closesAt: round.closesAt,
    zone: 'Europe/Oslo',
    ...more,
  };
}

const at = (language: Language, unit = 'plan', changing = false) => ({
  round,
  channel: channelOf(unit),
  language,
  viewer: undefined,
  changing,
});

const card = (body: readonly object[]) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Kort',
  // The heading is the weekly card's own.
  body: [{ type: 'TextBlock', text: 'Uke', style: 'heading', wrap: true }, ...body],
});

const choices: Question = {
  ...asked,
  scale: 'one',
  options: ['Møter', 'Referat', 'Oppgaver'].map(same),
};

describe('the question on a card', () => {
  it('has one button for each step and one for no opinion', () => {
    const body = askPart(view('plan'), at('nb')).body;
    expect(words(body)).toMatch(
      /1, helt uenig\n2, ganske uenig\n3, verken eller\n4, ganske enig\n5, helt enig\nVet ikke/,
    );
  });

  it('tells the nine when their figures are shown, and until when answers are confidential', () => {
    expect(words(askPart(view('plan'), at('nb')).body)).toContain(
      'Frivillig. Dere er 9 i Seksjon for plan. Vises hvis minst 6 svarer. ' +
        'Konfidensielt til fredag kl. 15.00, deretter anonymt.',
    );
  });

  it('promises the seven beside a small unit no more than it can keep', () => {
    expect(words(askPart(view('drift'), at('nb', 'drift')).body)).toMatch(
      /Dere er 7 .* og det ikke røper andre; ellers teller svarene bare i Etaten/,
    );
  });

  it('tells the four that their answers count in the agency', () => {
    expect(words(askPart(view('stab'), at('nn', 'stab')).body)).toContain(
      'I Stab er de 4. Svara tel i Etaten; eigne tal blir ikkje viste.',
    );
  });

  it('marks the own answer when it is being changed', () => {
    const ballot = { version: 1, unit: 'plan', answers: [4], comments: [undefined] };
    const body = askPart(view('plan', { ballot }), at('nb', 'plan', true)).body;
    expect(words(body)).toContain('✓ 4, ganske enig');
    expect(JSON.stringify(body)).toContain('"view":1');
  });

  it.each(['nb', 'nn', 'en'] as const)(
    'holds three questions of eight long options, in %s',
    async (language) => {
      const long = (name: string): Localised => same(name.padEnd(120, ' lang tekst'));
      const eight = Array.from({ length: 8 }, (_one, number) => long(`Valg ${number}`));
      const questions = [1, 2, 3].map((number) => ({
        ...asked,
        scale: 'several' as const,
        text: long(`Spørsmål ${number}`),
        options: eight,
      }));
      const ballot = {
        version: 1,
        unit: 'plan',
        answers: [[0, 1], [2], undefined],
        comments: ['Hei', 'Hei', 'Hei'],
      };
      const faults = { 'answer-0': 'answer-outside-scale', 'comment-1': 'too-large' } as const;
      for (const more of [{}, { changing: true }, { changing: true, refused: { chosen: {}, faults } }]) {
        const part = askPart(view('plan', { questions, ballot, comments: true }), {
          ...at(language),
          ...more,
        });
        const draw = weeklyCard({
          packs: { entry: () => ({ ...entry, questions: [question] }), area: () => area } as unknown as Packs,
          questions: () => ({
            ask: () => Promise.resolve(part),
            asks: () => Promise.resolve(true),
            result: () => Promise.resolve(part),
          }),
        });
        expect(cardFaults(await draw.draw(at(language), 'post'))).toEqual([]);
      }
    },
  );

  it('says by the comment box who may read it, and when, and not to write names', () => {
    const body = askPart(
      view('plan', { comments: true, rules: { ...rules, distributions: 15 } }),
      at('nb'),
    ).body;
    const box = body.find(({ type }) => type === 'Input.Text');
    expect(box).toMatchObject({
      label:
        'Kommentar (valgfri). HR og ledergruppa kan lese den, tidligst når 15 har svart. Ikke skriv navn.',
      isMultiline: true,
      maxLength: 500,
    });
    expect(words(body)).toMatch(/1, helt uenig[\s\S]*Vet ikke[\s\S]*Send svar/);
  });

  it('shows what a group chose as a bar a choice, and says how many answers that takes', () => {
    const eight = Array.from({ length: 8 }, (_one, number) =>
      same(`Valg ${number}`.padEnd(120, ' lang tekst')),
    );
    const several: Question = { ...asked, scale: 'several', options: eight };
    const unit = snapshot[0];
    if (!unit) throw new Error('No unit');
    const shares = [5, 10, 80, 20, 55, 0, 30, 15];
    const cell = { unit: 'etat', shown: true, score: undefined, margin: 0, shares, widened: false } as const;
    const result: ResultView = {
      question: several,
      shown: { unit, cell },
      why: 'too-few-answers',
      rules,
      earlier: [],
    };
    const body = resultPart([result, result, result], round.week, 'nb').body;
    expect(words(body)).toMatch(/Valg 2 [^\n]*\n80 %\nValg 3 [^\n]*\n20 %\nValg 4 [^\n]*\n55 %\nValg 6/);
    expect(words(body)).toContain('Det kom færre enn 11 svar.');
    expect(words(body).match(/Takk til alle/g)).toHaveLength(1);
    expect(cardFaults(card(body))).toEqual([]);
  });

  it.each(['nb', 'nn', 'en'] as const)('passes the check of cards in every state, in %s', (language) => {
    const ballot = { version: 1, unit: 'plan', answers: [4], comments: [undefined] };
    const cell = {
      unit: 'etat',
      shown: true,
      score: { value: 4.5, bound: 'at-least' },
      margin: 0.4,
      shares: undefined,
      widened: false,
    } as const;
    const unit = snapshot[0];
    if (!unit) throw new Error('No unit');
    const results: readonly ResultView[] = [
      {
        question: asked,
        shown: { unit, cell },
        why: 'unit-too-small',
        rules,
        earlier: [{ week: '2027-W01', cell }],
      },
      { question: asked, shown: undefined, why: 'too-few-answers', rules, earlier: [] },
      {
        question: choices,
        shown: { unit, cell: { ...cell, score: undefined, shares: [20, 50, 30] } },
        why: undefined,
        rules,
        earlier: [],
      },
    ];
    const bodies = [
      askPart(view('plan'), at(language)).body,
      askPart(view('stab', { ballot }), at(language, 'stab')).body,
      askPart(view('plan', { ballot }), at(language, 'plan', true)).body,
      askPart(view('plan', { state: 'closed' }), at(language)).body,
      askPart(view('plan', { state: 'lost' }), at(language)).body,
      askPart(view('plan', { questions: [{ ...asked, scale: 'yesno' }] }), at(language)).body,
      askPart(view('plan', { questions: [choices, { ...asked, scale: 'zero10' }] }), at(language)).body,
      askPart(view('plan', { questions: [{ ...choices, scale: 'several' }] }), at(language)).body,
      askPart(view('plan', { questions: [choices, asked], comments: true }), at(language)).body,
      askPart(view('plan', { elsewhere: { channel: channelOf('drift') } }), at(language)).body,
      askPart(view('plan', { elsewhere: { channel: undefined } }), at(language)).body,
      resultPart({ elsewhere: channelOf('drift') }, round.week, language).body,
      resultPart(results, round.week, language).body,
      resultPart('lost', round.week, language).body,
    ];
    expect(bodies.flatMap((body) => cardFaults(card(body)))).toEqual([]);
  });
});

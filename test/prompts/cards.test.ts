import { loadPacks } from '../../bot/content/packs.ts';
import { languageCard } from '../../bot/people/cards.ts';
import { languages } from '../../bot/platform/texts.ts';
import { type LeaderChannel, type Round } from '../../bot/programme/model/programme.ts';
import { type CardPart, type QuestionPart } from '../../bot/programme/slots.ts';
import { noteCard, weeklyCard } from '../../bot/prompts/cards.ts';
import { cardFaults } from '../support/card-lint.ts';
import { words } from '../support/story.ts';

const packs = loadPacks('bot/content/packs');
const digital = packs.pack('digital-ledelse');
const scale: CardPart = {
  body: [{ type: 'TextBlock', text: 'Hva svarer du?', wrap: true }],
  actions: ['Nei', 'Ja', 'Vet ikke'].map((title) => ({
    ...{ type: 'Action.Execute', title, verb: 'answer', data: { value: title } },
  })),
};
const questions: QuestionPart = {
  ask: () => Promise.resolve(scale),
  asks: () => Promise.resolve(true),
  result: () => Promise.resolve({ body: [{ type: 'TextBlock', text: '3,8', wrap: true }], actions: [] }),
};
const card = weeklyCard({ packs, questions: () => questions });

const round = (entry: string, state: Round['state'] = 'open'): Round => ({
  ...{ tenant: 't', id: 'runde', programme: 'uka', week: '2026-W40', pack: 'digital-ledelse', entry, state },
  ...{ opensAt: new Date('2026-09-28T06:30:00Z'), closesAt: new Date('2026-10-02T13:00:00Z') },
  reason: undefined,
});
const channel: LeaderChannel = {
  ...{ tenant: 't', id: '19:plan', name: 'plan', teamId: 'team', teamName: 'Ledere', groupId: 'gruppe' },
  ...{ serviceUrl: 'https://smba.example', unit: 'plan', programme: 'uka', language: 'nb', state: 'active' },
  reason: undefined,
};
const first = digital.entries[0]?.id ?? '';
const every = digital.entries.flatMap(({ id }) => languages.map((language) => [id, language] as const));

describe('the card of the week', () => {
  it.each(every)('%s in %s is without fault, and short', async (entry, language) => {
    for (const state of ['open', 'closed'] as const) {
      const view = { round: round(entry, state), channel, language, viewer: undefined };
      const drawn = await card.draw(view, 'post-1');
      expect(cardFaults(drawn)).toEqual([]);
      const prompt = words({ body: drawn['body'] }).split(/\s+/).length;
      // A closed one also says what has become of the answers.
      expect(prompt).toBeLessThan(state === 'open' ? 90 : 105);
    }
  });

  it('carries the id of its post, by which it is found in the channel', async () => {
    const view = { round: round(first), channel, language: 'nb', viewer: undefined } as const;
    const drawn = await card.draw(view, 'post-1');
    expect(drawn['refresh']).toMatchObject({
      action: { verb: 'refresh', data: { round: 'runde', channel: '19:plan', post: 'post-1' } },
    });
    expect(JSON.stringify(await card.draw(view))).not.toContain('post');
  });

  it('begins with the week, the area and the minutes, and ends with the source', async () => {
    const view = { round: round(first), channel, language: 'nn', viewer: undefined } as const;
    const lines = words(await card.draw(view)).split('\n');
    expect(lines[0]).toBe('Veke 40 · Endringsleiing · 2 min');
    expect(lines[1]).toBe('Er den nye måten den einaste?');
    expect(lines.find((line) => line.startsWith('**'))).toMatch(/^\*\*Prøv denne veka:\*\* Finn éin/);
    expect(lines.find((line) => line.startsWith('Kjelde: '))).toMatch(
      /^Kjelde: \[Lederutfordringer i digitale omstillingsprosesser\]\(https:\/\/www\.ks\.no\/[a-z\-/]+\), KS 2018$/,
    );
  });

  it('links to its source whatever an agency writes there, and only there', async () => {
    const entry = packs.entry('digital-ledelse', first);
    const source = { ...entry.source, title: 'A](https://x.no) *b*', url: "https://y.no/a(b)'c\\_{{d}}" };
    const own = weeklyCard({
      packs: { ...packs, entry: () => ({ ...entry, source }) },
      questions: () => questions,
    });
    const drawn = await own.draw({ round: round(first), channel, language: 'nb', viewer: undefined });
    expect(words(drawn).split('\n')).toContain(
      'Kilde: [A\\](https://x.no) \\*b\\*](https://y.no/a%28b%29%27c%5C_%7B%7Bd%7D%7D), KS 2018',
    );
  });

  it('names the place in a source that has no address', async () => {
    const place = { ...round('ga-til-it'), pack: 'lederens-oppgaver' };
    const drawn = await card.draw({ round: place, channel, language: 'nb', viewer: undefined });
    expect(words(drawn).split('\n')).toContain(
      'Kilde: Zoom på digital ledelse, Spark 2014, Ledelsens rolle, s. 35',
    );
  });

  it('brings Danish content in Danish, and says the rest in bokmål', async () => {
    const danish = packs.pack('lederens-oppgaver');
    for (const { id } of danish.entries) {
      const at = { ...round(id), pack: danish.id };
      const drawn = await card.draw({ round: at, channel, language: 'da', viewer: undefined });
      expect(cardFaults(drawn)).toEqual([]);
      expect(words(drawn)).toContain('Prøv denne uka:');
    }
    const at = { ...round('ordet-i-veien'), pack: danish.id };
    const [small, heading] = words(
      await card.draw({ round: at, channel, language: 'da', viewer: undefined }),
    ).split('\n');
    expect([small, heading]).toEqual(['Uke 40 · Forandringsledelse · 3 min', 'Hvilket ord står i vejen?']);
    expect(card.title(at, 'da')).toBe('Uke 40: Hvilket ord står i vejen?');
  });

  it('falls back to bokmål in a Danish channel whose pack has no Danish', async () => {
    const view = { round: round(first), channel, viewer: undefined } as const;
    expect(await card.draw({ ...view, language: 'da' })).toEqual(
      await card.draw({ ...view, language: 'nb' }),
    );
  });

  it('keeps taking it further and asking why out of the way of the answer', async () => {
    const view = { round: round(first), channel, language: 'nb', viewer: undefined } as const;
    const actions = (await card.draw(view))['actions'] as { verb: string; mode?: string }[];
    expect(actions.filter(({ mode }) => mode === 'secondary').map(({ verb }) => verb)).toEqual([
      'agenda',
      'why',
    ]);
  });

  it('asks nothing any more, and refreshes no more, when the round has closed', async () => {
    const view = { round: round(first, 'closed'), channel, language: 'nb', viewer: undefined } as const;
    const drawn = await card.draw(view);
    expect(drawn['refresh']).toBeUndefined();
    expect(words(drawn)).toContain('heller ikke du. Resultatet står under.');
    expect(words(drawn)).not.toContain('Vet ikke');
  });

  it('shows a notice on top', async () => {
    const view = { round: round(first), channel, language: 'nb', viewer: undefined, notice: 'Hei!' } as const;
    expect(words(await card.draw(view)).split('\n')[0]).toBe('Hei!');
  });
});

describe.each(languages)('the other cards in %s', (language) => {
  it('are without fault', async () => {
    const view = { round: round(first, 'closed'), channel, language };
    for (const drawn of [
      await card.result(view, 'post-2'),
      await card.result({ ...view, notice: 'Hei!' }),
      card.why(view),
      noteCard('Overskrift', ['En linje', '- en *annen*']),
      languageCard(language, 'people.language.text'),
    ])
      expect(cardFaults(drawn)).toEqual([]);
  });

  it('tell why we ask with the area in a plain sentence', () => {
    const area = digital.areas[0];
    expect(words(card.why({ round: round(first), channel, language }))).toContain(area?.definition[language]);
  });
});

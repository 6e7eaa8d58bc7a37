import fc from 'fast-check';
import { CARD_BYTES_MAX, cardBytes, cardTemplate, fillCard, plain } from '../../../bot/platform/cards.ts';
import { cardFaults } from '../../support/card-lint.ts';

const template = {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: '${title}',
  body: [
    { type: 'TextBlock', style: 'heading', text: '${title}', wrap: true },
    { type: 'TextBlock', $data: '${lines}', text: '${name}: ${score}', wrap: true },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Svar', verb: 'answer', data: { round: '${round}', view: '${view}' } },
  ],
};
const data = { title: 'Uke 48', lines: [{ name: 'Åse', score: '3,1' }], round: 'r1', view: 3 };

describe('a card', () => {
  it('is filled with the values, each in its own type', () => {
    const card = fillCard(template, data);
    expect(card).toMatchObject({
      fallbackText: 'Uke 48',
      body: [{ text: 'Uke 48' }, { text: 'Åse: 3,1' }],
      actions: [{ data: { round: 'r1', view: 3 } }],
    });
    expect(cardFaults(card)).toEqual([]);
  });

  it('is read once and filled for each person, none seeing the other’s', () => {
    const fill = cardTemplate(template);
    const [kari, ola] = ['Kari', 'Ola'].map((title) => fill({ ...data, title }));
    expect([kari?.['fallbackText'], ola?.['fallbackText']]).toEqual(['Kari', 'Ola']);
  });

  it('takes whole elements as data, without reading placeholders in them', () => {
    const part = { type: 'TextBlock', text: 'Pris ${1+1}', wrap: true };
    expect(fillCard({ body: '${body}' }, { body: [part] })).toEqual({ body: [part] });
  });

  it('is refused when a value is missing', () => {
    expect(() => fillCard(template, { ...data, title: undefined })).toThrow('${title}');
    expect(() => fillCard(template, { ...data, lines: [{ name: 'Åse' }] })).toThrow('${score}');
  });

  it('shows placeholders that people wrote letter by letter', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom('${title}', '${1+1}', "${json('{}')}", '$${title}', '${', '`${x}`'),
        ),
        (title) => {
          expect(fillCard(template, { ...data, title })).toMatchObject({ fallbackText: title });
        },
      ),
    );
  });

  it('is measured as Teams counts', () => {
    expect(cardBytes({ text: 'æøå' })).toBe(2 * '{"text":"æøå"}'.length);
    expect(CARD_BYTES_MAX).toBe(28_672);
  });
});

describe('text of people', () => {
  it.each([
    ['*viktig* _sak_', '\\*viktig\\* \\_sak\\_'],
    ['[her](https://evil.example)', '\\[her\\](https://evil.example)'],
    ['- punkt\n# tittel\n2. neste', '\\- punkt\n\\# tittel\n2\\. neste'],
    ['{{DATE(2027-01-18T00:00:00Z)}}', '{\\{DATE(2027-01-18T00:00:00Z)}}'],
    ['<b>hei</b>', '\\<b\\>hei\\</b\\>'],
    ['&lt;b&gt; & &#91;her&#93;', '\\&lt;b\\&gt; & \\&#91;her\\&#93;'],
    ['Østfold fylke, 3,5 % – helt vanlig.', 'Østfold fylke, 3,5 % – helt vanlig.'],
  ])('%s is no Markdown', (written, escaped) => {
    expect(plain(written)).toBe(escaped);
  });
});

describe('the card check', () => {
  it('finds what people would trip over', () => {
    const bad = {
      type: 'AdaptiveCard',
      version: '1.6',
      body: [
        { type: 'TextBlock', text: 'Hei ${whom}' },
        { type: 'Input.Text', id: 'why', isRequired: true },
        { type: 'Input.Rating', id: 'stars', label: 'Stjerner' },
        { type: 'Chart.Pie', data: [] },
        { type: 'Image', url: 'http://etat.example/a.png' },
      ],
      actions: [
        { type: 'Action.Submit', title: 'Send' },
        ...Array.from({ length: 6 }, () => ({ type: 'Action.Execute', title: 'x' })),
      ],
    };
    expect([...new Set(cardFaults(bad).map(({ rule }) => rule))].sort()).toEqual([
      'action-needs-verb',
      'chart-needs-fallback',
      'image-needs-alt-text',
      'input-needs-label',
      'needs-fallback-text',
      'one-heading',
      'only-https',
      'parser',
      'property',
      'required-needs-message',
      'required-says-so',
      'text-must-wrap',
      'too-many-actions',
      'unfilled-placeholder',
      'use-action-execute',
      'version',
    ]);
  });

  it('finds a card that is too large', () => {
    const long = fillCard(template, { ...data, title: 'x'.repeat(8000) });
    expect(cardFaults(long)).toEqual([expect.objectContaining({ rule: 'too-large' })]);
  });
});

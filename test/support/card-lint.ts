import { createRequire } from 'node:module';
import { CARD_BYTES_MAX, cardBytes } from '../../bot/platform/cards.ts';
import { type Card } from '../../bot/platform/teams/teams.ts';

interface Parser {
  SerializationContext: new (version: unknown) => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly message: string };
  };
  AdaptiveCard: new () => {
    parse(card: Card, context: unknown): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly Versions: { readonly v1_5: unknown };
}

// adaptivecards 3.0.6 cannot be imported by its main entry outside a bundler; the bundled file can.
const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

type Node = Readonly<Record<string, unknown>>;

export interface CardFault {
  readonly rule: string;
  readonly detail: string;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value as unknown[]) yield* nodesOf(one);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const filled = (value: unknown): boolean => text(value).trim() !== '';

/** Rules of one element that the parser does not know; each is a name and when an element breaks it. */
const elementRules: Readonly<Record<string, (node: Node, type: string) => boolean>> = {
  'chart-needs-fallback': (node, type) => type.startsWith('Chart.') && node['fallback'] === undefined,
  'input-needs-label': (node, type) => type.startsWith('Input.') && !filled(node['label']),
  'required-needs-message': (node, type) =>
    type.startsWith('Input.') && node['isRequired'] === true && !filled(node['errorMessage']),
  'required-says-so': (node, type) =>
    type.startsWith('Input.') &&
    node['isRequired'] === true &&
    !/må fylles ut|må fyllast ut|required/.test(text(node['label'])),
  'image-needs-alt-text': (node, type) => type === 'Image' && !filled(node['altText']),
  'text-must-wrap': (node, type) => type === 'TextBlock' && node['wrap'] !== true,
  'text-is-empty': (node, type) => type === 'TextBlock' && !filled(node['text']),
  'use-action-execute': (_node, type) => type === 'Action.Submit',
  'action-needs-title': (node, type) =>
    type.startsWith('Action.') && node['isRefresh'] !== true && !filled(node['title']),
  'action-needs-verb': (node, type) => type === 'Action.Execute' && !filled(node['verb']),
  'only-https': (node) => typeof node['url'] === 'string' && !/^(https:|data:)/.test(node['url']),
};

const elements = (card: Card): Node[] =>
  // A refresh action is never drawn, so it needs no title.
  [...nodesOf({ ...card, refresh: undefined })].filter((node) => typeof node['type'] === 'string');

function elementFaults(card: Card): CardFault[] {
  return elements(card).flatMap((node) =>
    Object.entries(elementRules)
      .filter(([, broken]) => broken(node, text(node['type'])))
      .map(([rule]) => ({ rule, detail: text(node['text']) || text(node['id']) || text(node['type']) })),
  );
}

function parserFaults(card: Card): CardFault[] {
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  const parsed = new cards.AdaptiveCard();
  parsed.parse(card, context);
  const read = Array.from({ length: context.eventCount }, (_one, index) => context.getEventAt(index).message)
    // Charts are Teams' own and unknown to the parser.
    .filter((message) => !message.includes('Chart.'))
    .map((detail) => ({ rule: 'parser', detail }));
  const properties = parsed.validateProperties().validationEvents;
  return [...read, ...properties.map(({ message }) => ({ rule: 'property', detail: message }))];
}

function wholeFaults(card: Card): CardFault[] {
  const found: CardFault[] = [];
  const add = (rule: string, detail: string) => found.push({ rule, detail });
  if (card['version'] !== '1.5') add('version', text(card['version']));
  if (!filled(card['fallbackText'])) add('needs-fallback-text', '');
  const headings = elements(card).filter(({ style }) => style === 'heading');
  if (headings.length !== 1) add('one-heading', `${headings.length}`);
  const actions = elements(card).filter(({ type }) => text(type).startsWith('Action.'));
  // A scale of 1-5 with "don't know" is six buttons; the rest belongs in the overflow.
  const shown = actions.filter(({ mode }) => mode !== 'secondary');
  if (shown.length > 6) add('too-many-actions', `${shown.length}`);
  const ids = elements(card)
    .filter(({ type }) => text(type).startsWith('Input.'))
    .map(({ id }) => text(id));
  if (new Set(ids).size !== ids.length || ids.includes('')) add('inputs-need-own-ids', ids.join(' '));
  const placeholder = /\$\{[^}]*\}/.exec(JSON.stringify(card))?.[0];
  if (placeholder !== undefined) add('unfilled-placeholder', placeholder);
  if (cardBytes(card) > CARD_BYTES_MAX) add('too-large', `${cardBytes(card)} bytes`);
  return found;
}

/** What is wrong with a card: Microsoft's own parser at 1.5, and the rules for people it does not know. */
export function cardFaults(card: Card): readonly CardFault[] {
  return [...wholeFaults(card), ...parserFaults(card), ...elementFaults(card)];
}

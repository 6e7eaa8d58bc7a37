import { SMALLEST_UNIT } from '../../people/model.ts';
import { type Texts } from '../../platform/texts.ts';
import { type Block, type Part } from '../api/trust.ts';
import { type Policy } from '../model/policy.ts';

/** Chairs behind a figure about meetings. */
const LEAST_CHAIRS = 5;

/** How the pulses work under a policy, in plain words: the page that everybody can read, and the body of the note. */
export function explained(policy: Policy, say: Texts): readonly Part[] {
  const list = (id: ListedPart, ...items: readonly string[]): Part => ({
    id,
    title: say(`trust.${id}.title`),
    blocks: [{ list: items }],
  });
  return [
    purposePart(policy, say),
    { id: 'voluntary', title: say('trust.voluntary.title'), blocks: [{ text: say('trust.voluntary.text') }] },
    list(
      'open',
      say('trust.open.locked'),
      say('trust.open.change'),
      say('trust.open.nobody'),
      say('trust.open.nothing'),
    ),
    list('closed', say('trust.closed.kept'), say('trust.closed.gone')),
    list('limits', ...limits(policy, say)),
    { id: 'sees', title: say('trust.sees.title'), blocks: [seesTable(say)] },
    { id: 'stored', title: say('trust.stored.title'), blocks: [storedTable(policy, say)] },
    list(
      'reminders',
      say('trust.reminders.text'),
      say('trust.reminders.stop'),
      say('trust.reminders.nobody'),
    ),
    list(
      'meetings',
      say('trust.meetings.stored'),
      say('trust.meetings.goals'),
      say('trust.meetings.limits', { count: LEAST_CHAIRS }),
    ),
    list('weak', say('trust.weak.operator'), say('trust.weak.teams')),
    list(
      'rights',
      say('trust.rights.see'),
      say('trust.rights.delete'),
      say('trust.rights.after'),
      say('trust.rights.complain'),
    ),
  ];
}

type ListedPart = 'open' | 'closed' | 'limits' | 'reminders' | 'meetings' | 'weak' | 'rights';

/** In the agency's own words where it has some. */
function purposePart({ purpose }: Policy, say: Texts): Part {
  const text = purpose ?? say('trust.purpose.usual');
  return { id: 'purpose', title: say('trust.purpose.title'), blocks: paragraphs(text) };
}

/** One paragraph a line, as somebody wrote them. */
export function paragraphs(text: string): readonly Block[] {
  return text
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ text: line }));
}

function limits({ minimums, comments }: Policy, say: Texts): readonly string[] {
  const { scores, distributions, hiddenRest, rates } = minimums;
  return [
    say('trust.limits.scores', { count: scores, others: scores - 1 }),
    say('trust.limits.distributions', { count: distributions }),
    comments ? say('trust.limits.comments-on', { count: distributions }) : say('trust.limits.comments-off'),
    say('trust.limits.rest', { count: hiddenRest }),
    say('trust.limits.rates', { count: rates }),
    say('trust.limits.small', { count: Math.max(SMALLEST_UNIT, scores) }),
    say('trust.limits.all'),
  ];
}

function seesTable(say: Texts): Block {
  return {
    head: [say('trust.sees.who'), say('trust.sees.what')],
    rows: (['you', 'leaders', 'hr', 'representative', 'admin'] as const).map((who) => [
      say(`trust.sees.${who}`),
      say(`trust.sees.${who}.what`),
    ]),
  };
}

function storedTable({ comments, retentionMonths: months }: Policy, say: Texts): Block {
  const row = (what: 'answer' | 'notes' | 'figures' | 'name' | 'moves' | 'choices' | 'minutes' | 'logs') => [
    what === 'figures' && comments ? say('trust.stored.figures-comments') : say(`trust.stored.${what}`),
    say(`trust.stored.${what}.long`, { months }),
  ];
  return {
    head: [say('trust.stored.what'), say('trust.stored.long')],
    rows: (['answer', 'notes', 'figures', 'name', 'moves', 'choices', 'minutes', 'logs'] as const).map(row),
  };
}

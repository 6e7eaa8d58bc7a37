import { type Language, texts } from '../../platform/texts.ts';
import { itemKinds } from '../api/changes.ts';
import { type ItemView, type MeetingView } from '../api.ts';
import { type Minutes } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { type Template } from '../model/template.ts';
import { type MinutesParts } from './parts.ts';

/** The meeting as its rules look at it. */
export function withRules(parts: Pick<MinutesParts, 'templates'>, meeting: Meeting): Meeting & Minutes {
  return { ...meeting, rules: templateOf(parts, meeting.template).rules };
}

/** An agency may have taken its own template away again; its meetings go on with the common one. */
export function templateOf(parts: Pick<MinutesParts, 'templates'>, id: string): Template {
  const template = parts.templates.get(id) ?? parts.templates.get('ledermote');
  if (!template) throw new Error(`There is no template ${id}`);
  return template;
}

/** What the template calls its kinds of items; the rest have their common letters and names. */
export function kindsOf(template: Template, language: Language): MeetingView['kinds'] {
  const say = texts(language);
  const kinds = itemKinds.map((kind) => {
    const own = template.kinds?.[kind];
    return [kind, { letter: own?.letter ?? kind, name: own?.name[language] ?? say(`minutes.kind.${kind}`) }];
  });
  return Object.fromEntries(kinds) as MeetingView['kinds'];
}

/** Does the item end in a protocol of its own, and is there something to sign? */
export function hasProtocol(
  parts: Pick<MinutesParts, 'templates'>,
  meeting: Pick<Meeting, 'template'>,
  item: ItemView,
): boolean {
  const kinds = templateOf(parts, meeting.template).protocols ?? [];
  const putOff = item.outcome === 'postponed' || item.outcome === 'returned';
  return kinds.includes(item.kind) && !putOff && item.decision.text.trim() !== '';
}

/** What the template asks for where a decision is prepared; `null` where it says nothing of it. */
export function preparationOf(template: Template, language: Language): MeetingView['preparation'] {
  const { preparation } = template;
  if (!preparation) return null;
  const { problem, alternatives, needs } = preparation;
  return { problem: problem[language], alternatives: alternatives[language], needs: needs[language] };
}

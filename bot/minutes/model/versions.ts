import { type DifferenceView } from '../api/series.ts';
import { type FollowUpView, type ItemView } from '../api.ts';
import { awayAt } from './attendance.ts';
import { writtenAlternatives } from './preparation.ts';
import { type Meeting } from './record.ts';

type Worded = Readonly<Record<string, string>>;

/** What changed between two versions of minutes, in the order they are read. Only what is written, nothing of layout. */
export function differences(before: Meeting, after: Meeting): readonly DifferenceView[] {
  const own = changed(null, meetingWords(before), meetingWords(after));
  const old = new Map(before.items.map((item) => [item.id, item]));
  const left = new Set(after.items.map(({ id }) => id));
  return [
    ...own,
    ...after.items.flatMap((item) =>
      changed(nameOf(item), itemWords(before, old.get(item.id)), itemWords(after, item)),
    ),
    ...before.items
      .filter(({ id }) => !left.has(id))
      .flatMap((item) => changed(nameOf(item), itemWords(before, item), {})),
  ];
}

function nameOf({ number, title }: ItemView): string {
  return `${number ?? ''} ${title.text}`.trim();
}

function meetingWords({ place, chair, minuteTaker, language, attendance }: Meeting): Worded {
  const rows = attendance.map(({ person, status }) => [`attendance.${person.name}`, status] as const);
  const deputies = attendance.flatMap(({ person, deputyFor }) =>
    deputyFor ? [[`deputy.${deputyFor.name}`, person.name] as const] : [],
  );
  return {
    place,
    chair: chair.name,
    minuteTaker: minuteTaker?.name ?? '',
    language,
    ...Object.fromEntries([...rows, ...deputies]),
  };
}

function itemWords(meeting: Meeting, item: ItemView | undefined): Worded {
  if (!item) return {};
  const away = awayAt(meeting, item.id).map(({ person, why }) => [`away.${person.name}`, why] as const);
  return {
    title: item.title.text,
    kind: item.kind,
    presenter: item.presenter?.name ?? '',
    problem: item.problem.text,
    alternatives: writtenAlternatives(item).join('\n'),
    needs: item.needs.text,
    proposal: item.proposal.text,
    papers: item.papers.map(({ title, url }) => `${title} (${url})`).join('\n'),
    notes: item.notes.text,
    decision: item.decision.text,
    outcome: item.outcome ?? '',
    access: [item.access.level, item.access.basis].filter((part) => part !== '').join(' '),
    followUps: item.followUps
      .filter(({ status }) => status !== 'cancelled')
      .map(followUpLine)
      .join('\n'),
    ...Object.fromEntries(away),
  };
}

function followUpLine({ text, owner, due }: FollowUpView): string {
  return [text.text, owner?.name, due].filter((part) => part !== null && part !== undefined).join(' · ');
}

function changed(item: string | null, before: Worded, after: Worded): readonly DifferenceView[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .map((field) => ({ item, field, before: before[field] ?? '', after: after[field] ?? '' }))
    .filter((one) => one.before !== one.after);
}

import { randomUUID } from 'node:crypto';
import {
  type Applied,
  type Change,
  type ChangesReply,
  type LiveEvents,
  type MeetingView,
} from '../../../bot/minutes/api.ts';
import { kindsOf, preparationOf, templateOf } from '../../../bot/minutes/actions/templates.ts';
import { applyChange } from '../../../bot/minutes/model/changes.ts';
import { notBegun, takenUp } from '../../../bot/minutes/model/course.ts';
import { newItem, targetKey } from '../../../bot/minutes/model/meeting.ts';
import { rebaseEdit } from '../../../bot/minutes/model/text.ts';
import { readTemplates } from '../../../bot/minutes/templates.ts';
import { type Language } from '../../../bot/platform/texts.ts';

type Listener = (event: keyof LiveEvents, data: unknown, id?: number) => void;
type Logged = LiveEvents['change'];

export const åse = { id: '10000000-0000-4000-8000-000000000001', name: 'Åse Ødegård' };
export const kåre = { id: '10000000-0000-4000-8000-000000000002', name: 'Kåre Bjørnstad' };
const people = [
  åse,
  kåre,
  { id: '10000000-0000-4000-8000-000000000003', name: 'Sølvi Håkonsen' },
  { id: '10000000-0000-4000-8000-000000000004', name: 'Bjørg-Marie Kristoffersen-Aasgård' },
];

/** One meeting as the service keeps it, in memory: the same rules, no database and no Teams. */
export class StandInMeeting {
  view: MeetingView;
  readonly log: Logged[] = [];
  readonly listeners = new Set<Listener>();

  constructor(language: Language = 'nb') {
    this.view = freshView(language);
  }

  change(changes: readonly Change[], by: { id: string; name: string }): ChangesReply {
    return { results: changes.map((change) => this.#keep(change, by)) };
  }

  start(): MeetingView {
    const items = this.view.items.map((item, index) => ({ ...item, number: `${index + 1}/27` }));
    const at = new Date().toISOString();
    const course = takenUp(this.view.course, { item: items[0]?.id ?? null, running: true, at });
    this.view = { ...this.view, state: 'in-progress', number: '1/2027', items, course };
    this.#tell('state', { state: 'in-progress' });
    return this.view;
  }

  finish(): MeetingView {
    const nextTryAt = '2027-01-18T10:05:00.000Z';
    const waiting = { state: 'waiting', link: null, nextTryAt, mayHaveArrived: false } as const;
    this.view = {
      ...this.view,
      state: 'for-approval',
      publications: [
        {
          id: randomUUID(),
          kind: 'document',
          title: 'Referat Ledermøte 1-2027 v1',
          ...waiting,
          reason: reason,
        },
        {
          ...{ id: randomUUID(), kind: 'summary', title: '', state: 'done', link: 'https://teams.example/1' },
          ...{ reason: null, nextTryAt: null, mayHaveArrived: false },
        },
        { id: randomUUID(), kind: 'task', title: 'Lage plan for opplæring', ...waiting, reason: null },
      ],
    };
    this.#tell('state', { state: 'for-approval' });
    return this.view;
  }

  publish(): MeetingView {
    const publications = this.view.publications.map((one) => ({
      ...one,
      state: 'done' as const,
      reason: null,
    }));
    this.view = { ...this.view, publications };
    return this.view;
  }

  present(people: LiveEvents['presence']['people']): void {
    this.#tell('presence', { people });
  }

  /** What only the service itself tells, such as what Teams suggests. */
  tell(change: Applied): void {
    const sequence = this.view.sequence + 1;
    this.view = { ...applyChange(this.view, change), sequence };
    const logged = { sequence, change, by: åse };
    this.log.push(logged);
    this.#tell('change', logged, sequence);
  }

  /** The clock of the item being taken goes since so many minutes. */
  since(minutes: number): void {
    const since = new Date(Date.now() - minutes * 60_000).toISOString();
    this.view = { ...this.view, course: { ...this.view.course, since } };
  }

  listen(after: number, listener: Listener): () => void {
    for (const logged of this.log.filter(({ sequence }) => sequence > after)) {
      listener('change', logged, logged.sequence);
    }
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  #keep(change: Change, by: { id: string; name: string }): ChangesReply['results'][number] {
    const known = this.log.find((logged) => logged.change.id === change.id);
    if (known) return { id: change.id, sequence: known.sequence };
    const sequence = this.view.sequence + 1;
    const kept = this.#stamped(this.#rebased(change));
    try {
      this.view = { ...applyChange(this.view, kept), sequence };
    } catch (error) {
      return { id: change.id, refused: (error as Error).message, message: 'Noen har fjernet dette.' };
    }
    const logged = { sequence, change: kept, by };
    this.log.push(logged);
    this.#tell('change', logged, sequence);
    return { id: change.id, sequence };
  }

  #stamped(change: Change): Change {
    return change.type === 'take-up' ? { ...change, at: new Date().toISOString() } : change;
  }

  #rebased(change: Change): Change {
    if (change.type !== 'edit') return change;
    const key = targetKey(change.target);
    const edits = this.log
      .map((logged) => logged.change)
      .filter((one) => one.type === 'edit' && targetKey(one.target) === key)
      .map((one) => (one as Extract<Change, { type: 'edit' }>).edit);
    const edit = edits.slice(change.revision).reduce((mine, over) => rebaseEdit(mine, over), change.edit);
    return { ...change, edit };
  }

  #tell(event: keyof LiveEvents, data: unknown, id?: number): void {
    for (const listener of this.listeners) listener(event, data, id);
  }
}

const reason = 'Vi fikk ikke kontakt med Filer. Referatet er trygt lagret og sendes når det går.';

const ledermote = templateOf({ templates: readTemplates() }, 'ledermote');

function freshView(language: Language): MeetingView {
  const channels = [
    { id: '19:a@thread.tacv2', name: 'Lederforum', team: 'Direktoratet for prøving' },
    { id: '19:b@thread.tacv2', name: 'Ledere', team: 'Seksjon for digitale tjenester' },
  ];
  const agenda = [
    ['G', 'Godkjenning av referat fra forrige møte', 5],
    ['O', 'Orienteringer', 10],
    ['D', 'Digital ledelse: ukens tema og puls', 15],
    ['B', 'Innføring av felles saksbehandlingssystem i alle seksjoner fra høsten', 20],
    ['E', 'Eventuelt', 5],
  ] as const;
  return {
    id: randomUUID(),
    series: {
      ...{ id: randomUUID(), title: 'Ledermøte', fresh: false, unnumbered: true, twoSided: false },
      template: { id: 'ledermote', name: 'Ledermøte' },
      templates: [
        { id: 'ledermote', name: 'Ledermøte' },
        { id: 'idf-mote', name: 'IDF-møte' },
      ],
    },
    roles: [],
    kinds: kindsOf(ledermote, language),
    preparation: preparationOf(ledermote, language),
    correcting: false,
    cancelled: '',
    number: null,
    title: 'Ledermøte i Direktoratet for prøving',
    state: 'draft',
    language: 'nb',
    startsAt: '2027-01-18T08:00:00.000Z',
    endsAt: '2027-01-18T09:00:00.000Z',
    place: 'Møterom Jostedalsbreen',
    chair: åse,
    minuteTaker: null,
    channel: channels[0] ?? null,
    channels,
    people,
    attendance: people.map((person, index) => ({
      person,
      status: index === 1 ? 'remote' : 'unknown',
      source: index === 1 ? 'teams' : 'manual',
    })),
    course: notBegun,
    now: new Date().toISOString(),
    items: agenda.map(([kind, title, plannedMinutes]) =>
      newItem({ id: randomUUID(), kind, title, plannedMinutes, standing: true }),
    ),
    checks: [],
    rules: {
      'title-written': 'block',
      'decision-written': 'block',
      'basis-given': 'block',
      'follow-up-written': 'block',
      'owner-set': 'block',
      'due-set': 'block',
      'attendance-known': 'warn',
      'minute-taker-set': 'warn',
    },
    publications: [],
    ...{ approval: null, previous: null, next: null, queue: [], earlier: [], proposals: [] },
    sequence: 0,
    may: { write: true, lead: true },
  };
}

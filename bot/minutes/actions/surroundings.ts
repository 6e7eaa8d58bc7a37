import { type Language } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import {
  type ApprovalView,
  type EarlierFollowUpView,
  type NeighbourView,
  type SeriesView,
  type VerdictView,
} from '../api/series.ts';
import { mayApprove, mayRemark, missingSides, silentAt, waitsFor } from '../model/approval.ts';
import { isOpen, localDate } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { sideOf } from '../model/roles.ts';
import { isTwoSided } from '../model/template.ts';
import { approvalStore } from '../store/approvals.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { meetingStore } from '../store/meetings.ts';
import { numberStore } from '../store/numbers.ts';
import { proposalStore } from '../store/proposals.ts';
import { queueStore } from '../store/queue.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts } from './parts.ts';
import { type Asker, rightsOf } from './rights.ts';
import { hasProtocol, templateOf } from './templates.ts';

type Parts = Pick<MinutesParts, 'database' | 'templates' | 'ids'>;
type Reader = Asker & { readonly language: Language };
type Neighbours = Awaited<ReturnType<ReturnType<typeof meetingStore>['ofSeries']>>;

const mostEarlier = 100;
const mostProposals = 100;

/** What the series has around a meeting: its neighbours, what waits, what is left open, and how approval goes. */
export async function surroundingsOf(
  parts: Parts,
  reader: Reader,
  meeting: Meeting,
): Promise<
  Pick<MeetingView, 'series' | 'approval' | 'previous' | 'next' | 'queue' | 'earlier' | 'proposals'>
> {
  const all = await meetingStore(parts.database).ofSeries(meeting.tenant, meeting.series);
  const held = all.filter(({ state }) => state !== 'cancelled');
  const previous = held.findLast(({ startsAt }) => startsAt < meeting.startsAt);
  const next = held.find(({ startsAt }) => startsAt > meeting.startsAt);
  const open = isOpen(meeting) && meeting.state !== 'for-approval';
  return {
    series: await seriesView(parts, reader, meeting),
    approval: await approvalView(parts, reader, meeting, held),
    previous: await neighbourView(parts, meeting, previous),
    next: await neighbourView(parts, meeting, next),
    queue: open ? await queueStore(parts.database, parts.ids).waiting(meeting) : [],
    earlier: open ? await earlierFollowUps(parts, meeting) : [],
    proposals: await proposalViews(parts, reader, meeting),
  };
}

/** All that waits and what was answered for the chair, for others their own. */
async function proposalViews(
  { database }: Parts,
  asker: Asker,
  meeting: Meeting,
): Promise<MeetingView['proposals']> {
  const by = rightsOf(meeting, asker.id).lead ? undefined : asker.id;
  return proposalStore(database).list(meeting, mostProposals, by);
}

async function seriesView(parts: Parts, { language }: Reader, meeting: Meeting): Promise<SeriesView> {
  const series = await seriesStore(parts.database).find(meeting.tenant, meeting.series);
  if (!series) throw new Refusal('not-found');
  const template = templateOf(parts, meeting.template);
  const year = localDate(meeting.startsAt).slice(0, 4);
  return {
    id: series.id,
    title: series.title,
    template: { id: template.id, name: template.names[language] },
    templates: [...parts.templates.values()].map(({ id, names }) => ({ id, name: names[language] })),
    fresh: !series.chosen,
    unnumbered: meeting.number === null && !(await numberStore(parts.database).hasNumbered(series, year)),
    twoSided: isTwoSided(template),
  };
}

async function approvalView(
  parts: Parts,
  asker: Asker,
  meeting: Meeting,
  held: Neighbours,
): Promise<ApprovalView | null> {
  const { approval, version } = meeting;
  if (!approval) return null;
  const verdicts = await approvalStore(parts.database).verdicts(meeting);
  const laid = { ...meeting, approval };
  const waiting = meeting.state === 'for-approval' && !meeting.correcting;
  return {
    ...{ way: approval.way, version, since: approval.since, approvedAt: approval.approvedAt },
    silentAt: silentAt(approval),
    verdicts,
    waitsFor: waiting ? waitsFor(laid, verdicts) : [],
    missingSides: waiting && approval.way === 'both-sides' ? missingSides(version, verdicts) : [],
    may: {
      approve: waiting && mayStillApprove(laid, asker, verdicts),
      remark: waiting && mayRemark(meeting, asker.id),
      ...mayOpen(meeting, asker, held),
      sign: meeting.correcting ? [] : signable(parts, meeting, asker, verdicts),
    },
  };
}

type Laid = Meeting & { readonly approval: NonNullable<Meeting['approval']> };

function mayStillApprove(laid: Laid, asker: Asker, verdicts: readonly VerdictView[]): boolean {
  const { lead } = rightsOf(laid, asker.id);
  const said = verdicts.some(
    ({ item, version, verdict, person }) =>
      item === null && version === laid.version && verdict === 'approved' && person.id === asker.id,
  );
  return !said && mayApprove(laid, { id: asker.id, lead }, false);
}

function mayOpen(
  meeting: Meeting,
  asker: Asker,
  held: Neighbours,
): Pick<ApprovalView['may'], 'correct' | 'reopen'> {
  const { lead } = rightsOf(meeting, asker.id);
  const later = held.some(({ state, startsAt }) => state === 'approved' && startsAt > meeting.startsAt);
  return {
    correct: lead && meeting.state === 'for-approval' && !meeting.correcting,
    reopen: lead && meeting.state === 'approved' && !later,
  };
}

function signable(
  parts: Parts,
  meeting: Meeting,
  asker: Asker,
  verdicts: readonly VerdictView[],
): readonly string[] {
  const side = sideOf(meeting, asker.id);
  if (side === null) return [];
  return meeting.items
    .filter((item) => hasProtocol(parts, meeting, item))
    .filter(({ id }) => missingSides(meeting.version, verdicts, id).includes(side))
    .map(({ id }) => id);
}

async function neighbourView(
  parts: Parts,
  { tenant }: Meeting,
  of: Neighbours[number] | undefined,
): Promise<NeighbourView | null> {
  if (!of) return null;
  const { id, title, number, startsAt, state, approval, version } = of;
  const verdicts = approval ? await approvalStore(parts.database).verdicts({ tenant, id }) : [];
  const remarks = verdicts.filter((one) => one.verdict === 'remark' && one.version === version).length;
  return { id, title, number, startsAt, state, way: approval?.way ?? null, remarks };
}

async function earlierFollowUps(parts: Parts, meeting: Meeting): Promise<readonly EarlierFollowUpView[]> {
  const series = { tenant: meeting.tenant, id: meeting.series };
  const open = await followUpStore(parts.database).openBefore(series, meeting.startsAt, mostEarlier);
  return open.map(({ id, meeting: of, text, due, of: item }) => ({
    ...{ meeting: of, followUp: id, text, due, fromItem: item.number },
    owner: item.followUps.find((one) => one.id === id)?.owner?.name ?? '',
  }));
}

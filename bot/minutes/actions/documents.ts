import { type FileReply } from '../../platform/http/http.ts';
import { texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type VerdictView } from '../api/series.ts';
import { type Frame, minutesDocument } from '../document/document.ts';
import { excerptDocument } from '../document/excerpt.ts';
import { protocolDocument } from '../document/protocol.ts';
import { type documentOf } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { fileName, isExempt, withAccessOf } from '../model/results.ts';
import { approvalStore } from '../store/approvals.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts } from './parts.ts';
import { type Asker, meetingFor } from './rights.ts';
import { kindsOf, templateOf } from './templates.ts';

/** A document as its version was laid before the others, whatever the chair corrects meanwhile. */
export async function drawnDocument(
  parts: MinutesParts,
  meeting: Meeting,
  of: ReturnType<typeof documentOf>,
): Promise<Uint8Array> {
  const store = approvalStore(parts.database);
  const laid = await store.version(meeting, of.version);
  // What has become exempt since is so in a document that has yet to be made.
  const version = laid ? withAccessOf(meeting, laid) : meeting;
  const approvedAt = of.approved ? (meeting.approval?.approvedAt ?? null) : null;
  const frame = await frameOf(parts, version, approvedAt);
  const item = version.items.find(({ id }) => id === of.item);
  if (!item) return minutesDocument(version, frame);
  const signed = (await store.verdicts(meeting)).filter((one) => signs(one, of.version, item.id));
  return protocolDocument(version, item, signed, frame);
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * One item of the minutes as they were last laid before the others, for who may read the meeting. Throws
 * `exempt-item` for one that is exempt from public access, `wrong-state` before the minutes are finished.
 */
export async function excerpt(
  parts: MinutesParts,
  asker: Asker,
  { meeting: id, item: wanted }: { readonly meeting: string; readonly item: string },
): Promise<FileReply> {
  const meeting = await meetingFor(parts, asker, id);
  const laid = await approvalStore(parts.database).version(meeting, meeting.version);
  if (!laid) throw new Refusal('wrong-state');
  const item = laid.items.find((one) => one.id === wanted);
  if (!item) throw new Refusal('not-found');
  // Exempt then or exempt now: it is not passed on.
  const now = meeting.items.find((one) => one.id === wanted);
  if (isExempt(item) || (now && isExempt(now))) throw new Refusal('exempt-item');
  const frame = await frameOf(parts, laid, meeting.approval?.approvedAt ?? null);
  const wish = texts(laid.language)('minutes.fileName.excerpt', {
    series: frame.series,
    number: (item.number ?? '').replace('/', '-'),
  });
  return {
    bytes: await excerptDocument(laid, item, frame),
    type: wordType,
    name: fileName(wish, 'docx', 1),
  };
}

async function frameOf(parts: MinutesParts, version: Meeting, approvedAt: string | null): Promise<Frame> {
  const series = await seriesStore(parts.database).find(version.tenant, version.series);
  return {
    ...{ agency: parts.agencyName, logo: parts.agencyLogo, series: series?.title ?? version.title },
    kinds: kindsOf(templateOf(parts, version.template), version.language),
    approvedAt,
  };
}

function signs({ item, verdict, version }: VerdictView, of: number, signed: string): boolean {
  return item === signed && verdict === 'approved' && version === of;
}

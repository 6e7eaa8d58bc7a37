import { type VerdictView } from '../api/series.ts';
import { minutesDocument } from '../document/document.ts';
import { protocolDocument } from '../document/protocol.ts';
import { type documentOf } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { approvalStore } from '../store/approvals.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts } from './parts.ts';
import { kindsOf, templateOf } from './templates.ts';

/** A document as its version was laid before the others, whatever the chair corrects meanwhile. */
export async function drawnDocument(
  parts: MinutesParts,
  meeting: Meeting,
  of: ReturnType<typeof documentOf>,
): Promise<Uint8Array> {
  const store = approvalStore(parts.database);
  const version = (await store.version(meeting, of.version)) ?? meeting;
  const series = await seriesStore(parts.database).find(meeting.tenant, meeting.series);
  const frame = { agency: parts.agencyName, series: series?.title ?? meeting.title };
  const item = version.items.find(({ id }) => id === of.item);
  if (item) {
    const signed = (await store.verdicts(meeting)).filter((one) => signs(one, of.version, item.id));
    return protocolDocument(version, item, signed, frame);
  }
  return minutesDocument(version, {
    ...frame,
    kinds: kindsOf(templateOf(parts, version.template), version.language),
    approvedAt: of.approved ? (meeting.approval?.approvedAt ?? null) : null,
  });
}

function signs({ item, verdict, version }: VerdictView, of: number, signed: string): boolean {
  return item === signed && verdict === 'approved' && version === of;
}

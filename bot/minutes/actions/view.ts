import { type Language, type Texts, texts } from '../../platform/texts.ts';
import { type MeetingView, type PublicationView } from '../api.ts';
import { checkMinutes } from '../model/checks.ts';
import { isOpen } from '../model/meeting.ts';
import { documentOf, type Publication, type WaitReason } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { publicationStore } from '../store/publications.ts';
import { type MinutesParts } from './parts.ts';
import { type Asker, rightsOf } from './rights.ts';
import { surroundingsOf } from './surroundings.ts';
import { kindsOf, preparationOf, templateOf, withRules } from './templates.ts';

export async function viewOf(
  parts: MinutesParts,
  asker: Asker & { readonly language: Language },
  meeting: Meeting,
): Promise<MeetingView> {
  const lasting = isOpen(meeting) ? meeting : await withLivingStatus(parts, meeting);
  const minutes = withRules(parts, lasting);
  const rights = rightsOf(meeting, asker.id);
  return {
    id: meeting.id,
    number: meeting.number,
    title: meeting.title,
    state: meeting.state,
    correcting: meeting.correcting,
    cancelled: meeting.cancelled,
    language: meeting.language,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    place: meeting.place,
    chair: meeting.chair,
    minuteTaker: meeting.minuteTaker,
    roles: meeting.roles,
    channel: meeting.channel,
    channels: meeting.channels,
    people: meeting.people,
    attendance: meeting.attendance,
    course: meeting.course,
    now: parts.clock.now().toISOString(),
    items: minutes.items,
    checks: checkMinutes(minutes),
    rules: minutes.rules,
    kinds: kindsOf(templateOf(parts, meeting.template), asker.language),
    preparation: preparationOf(templateOf(parts, meeting.template), asker.language),
    publications: await publicationViews(parts, asker.language, meeting),
    ...(await surroundingsOf(parts, asker, meeting)),
    sequence: meeting.sequence,
    may: { lead: rights.lead, write: rights.write && isOpen(meeting) },
  };
}

export async function publicationViews(
  parts: Pick<MinutesParts, 'database'>,
  language: Language,
  meeting: { readonly tenant: string; readonly id: string },
): Promise<readonly PublicationView[]> {
  const publications = await publicationStore(parts.database).of(meeting.tenant, meeting.id);
  return Promise.all(
    publications.filter(isShown).map(async (publication) => {
      const said = publication.kind === 'notice' ? await lastSaid(parts, publication) : undefined;
      return { ...publicationView(language, publication), ...(said === undefined ? {} : { said }) };
    }),
  );
}

type Shown = Publication & { readonly kind: PublicationView['kind'] };

/** Whoever looks here has come by: a question to the chair is nothing to show. */
const isShown = (publication: Publication): publication is Shown => publication.kind !== 'ask';

/** What the notice said when it was last sent; `undefined` = it has not been. */
async function lastSaid(
  { database }: Pick<MinutesParts, 'database'>,
  notice: Publication,
): Promise<string | undefined> {
  const bytes = await publicationStore(database).bytes(notice);
  return bytes && new TextDecoder().decode(bytes);
}

function publicationView(language: Language, publication: Shown): PublicationView {
  const { id, kind, state, reason, link, nextTryAt } = publication;
  const say = texts(language);
  const waits = state !== 'done';
  const deleted = reason === 'task-deleted';
  return {
    id,
    kind,
    title: titleOf(say, publication),
    state: waits ? 'waiting' : 'done',
    reason: (waits || deleted) && reason ? reasonOf(say, kind, reason) : null,
    link,
    nextTryAt: reason === 'sign-in-needed' ? null : nextTryAt,
    mayHaveArrived: state === 'unsure',
    deleted: deleted && !waits,
    ...(waits && reason === 'consent-needed' ? { consent: true } : {}),
  };
}

/** A notice has words of its own: it is no minutes yet. */
function reasonOf(say: Texts, kind: Shown['kind'], reason: WaitReason): string {
  if (kind !== 'notice') return say(`minutes.waits.${reason}`, { where: say(`minutes.where.${kind}`) });
  if (reason === 'chat-busy' || reason === 'chat-closed' || reason === 'may-have-arrived')
    return say(`minutes.notice.waits.${reason}`);
  return say('minutes.notice.waits.refused');
}

function titleOf(say: Texts, { kind, title, subject }: Publication): string {
  if (kind === 'summary') return say('minutes.publication.summary');
  if (kind === 'notice') return say('minutes.publication.notice');
  if (kind === 'task') return title;
  const name = title.replace(/\.docx$/, '');
  return documentOf(subject).approved ? say('minutes.publication.approved', { name }) : name;
}

/** The record stays as it was finished; only whether a follow-up is done lives on. */
async function withLivingStatus(parts: Pick<MinutesParts, 'database'>, meeting: Meeting): Promise<Meeting> {
  const followUps = await followUpStore(parts.database).of(meeting);
  const status = new Map(followUps.map((followUp) => [followUp.id, followUp.status]));
  const items = meeting.items.map((item) => ({
    ...item,
    followUps: item.followUps.map((one) => ({ ...one, status: status.get(one.id) ?? one.status })),
  }));
  return { ...meeting, items };
}

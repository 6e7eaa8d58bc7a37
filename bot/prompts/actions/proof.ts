import { type Language, type TextKey, texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ProofReply, type SendingBody } from '../api/sending.ts';
import { faultyRows, proofOf, type ProofRow } from '../model/proof.ts';
import { countsOf } from '../model/sending.ts';
import { postStore } from '../store/posts.ts';
import { lateUntil } from './send.ts';
import { namesOf, type SendingParts } from './sending.ts';

/** A post that was begun at the last moment may be under way for so long. */
const GRACE_MS = 3_600_000;

/** What was planned for a round beside what became of it, channel by channel. Throws `unknown-round`. */
export async function sendingProof(
  { database, programme, clock }: Pick<SendingParts, 'database' | 'programme' | 'clock'>,
  { tenant, language }: { readonly tenant: string; readonly language: Language },
  { round: id, kind }: SendingBody,
): Promise<ProofReply> {
  const round = await programme.round(tenant, id);
  if (round === undefined) throw new Refusal('unknown-round');
  const roster = (await programme.roundChannels(round)).map((channel) => channel.id);
  const posts = (await postStore(database).ofRounds(tenant, [id])).filter((post) => post.kind === kind);
  const plannedAt = kind === 'weekly' ? round.opensAt : round.closesAt;
  const endedBy = new Date((await lateUntil(programme, round, kind)).getTime() + GRACE_MS);
  const rows = proofOf({ roster, plannedAt, endedBy, now: clock.now() }, posts);
  const named = namesOf(await programme.channels(tenant));
  const say = texts(language);
  const view = ({ channel, post, faults }: ProofRow): ProofReply['rows'][number] => ({
    ...{ channel, faults, state: post?.state ?? 'none' },
    ...named(channel),
    reason: post?.reason === undefined ? null : say(post.reason as TextKey),
    settledAt: post?.settledAt?.toISOString() ?? null,
  });
  const byName = new Intl.Collator('nb');
  return {
    ...{ round: id, kind, plannedAt: plannedAt.toISOString(), due: roster.length },
    counts: countsOf(posts.map(({ state }) => ({ state, count: 1 }))),
    rows: rows
      .map(view)
      .sort((one, other) => byName.compare(one.team, other.team) || byName.compare(one.name, other.name)),
    faults: faultyRows(rows),
  };
}

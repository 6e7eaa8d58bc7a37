import { type z } from 'zod';
import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { type answerBody, type proposeBody, type ProposalView } from '../api/before.ts';
import { withCarried } from '../model/carry.ts';
import { assertOpen, freshText, isNumbering, newItem } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { proposalStore } from '../store/proposals.ts';
import { queueStore } from '../store/queue.ts';
import { type Act, acted, type Actor, led } from './led.ts';
import { type MinutesParts } from './parts.ts';
import { withNumber } from './series.ts';

const mostWaiting = 20;
const mostLooked = 100;

/** Whoever is in the chat may propose; it waits with the chair. The same proposal twice is one. */
export function proposeItem(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  said: z.infer<typeof proposeBody>,
): Promise<MeetingView> {
  return acted(parts, caller, { id }, proposing(parts, caller, said));
}

/** The chair's answer. Repeating it changes nothing; throws `wrong-state` when it has got another one. */
export function answerProposal(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  said: z.infer<typeof answerBody>,
): Promise<MeetingView> {
  return led(parts, caller, id, answering(parts, said));
}

/** For `acted` and `actedInChat`. */
export function proposing(
  { clock }: Pick<MinutesParts, 'clock'>,
  by: Actor,
  { proposal, ...said }: z.infer<typeof proposeBody>,
): Act {
  return async (connection, meeting) => {
    const store = proposalStore(connection);
    const known = await store.find(meeting, proposal);
    if (known?.by.id === by.id) return meeting;
    if (known) throw new Refusal('bad-input');
    const own = await store.list(meeting, mostLooked, by.id);
    if (own.filter(({ state }) => state === 'waiting').length >= mostWaiting)
      throw new Refusal('too-many-proposals');
    await store.add(meeting, {
      ...said,
      id: proposal,
      by: { id: by.id, name: by.name },
      at: clock.now().toISOString(),
      state: 'waiting',
      word: '',
    });
    return { ...meeting };
  };
}

/** For `led`, and for `actedInChat` with the right to lead. */
export function answering(
  { ids }: Pick<MinutesParts, 'ids'>,
  { proposal: asked, answer, word }: z.infer<typeof answerBody>,
): Act {
  return async (connection, meeting) => {
    const store = proposalStore(connection);
    const proposal = await store.find(meeting, asked);
    if (!proposal) throw new Refusal('not-found');
    if (proposal.state === answer) return meeting;
    if (proposal.state !== 'waiting') throw new Refusal('wrong-state');
    await store.answer(meeting, asked, answer, answer === 'declined' ? word : '');
    const item = itemOf(meeting, proposal);
    if (answer === 'queued') {
      const carried = { item, why: 'proposed', after: meeting.startsAt } as const;
      await queueStore(connection, ids).add(meeting, [carried]);
    }
    if (answer !== 'taken') return { ...meeting };
    assertOpen(meeting);
    if (meeting.state === 'for-approval') throw new Refusal('wrong-state');
    const numbered = isNumbering(meeting) ? await withNumber(connection, meeting, item) : item;
    return { ...meeting, items: withCarried(meeting.items, [numbered]) };
  };
}

/** Who proposed it presents it, if still in the meeting. */
function itemOf(
  { people }: Meeting,
  { id, kind, title, why, minutes, by }: ProposalView,
): Meeting['items'][number] {
  return {
    ...newItem({ id, kind, title, plannedMinutes: minutes }),
    problem: freshText(why),
    presenter: people.find((person) => person.id === by.id) ?? null,
  };
}

/** The chair's: an item that waits will not be taken up. Repeating it changes nothing. */
export async function dropQueued(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  { item, reason }: { readonly item: string; readonly reason: string },
): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    const by = { id: caller.id, name: caller.name };
    const dropped = { reason, by, at: parts.clock.now().toISOString() };
    const waited = await queueStore(connection, parts.ids).drop(meeting, item, dropped);
    return waited ? { ...meeting } : meeting;
  });
}

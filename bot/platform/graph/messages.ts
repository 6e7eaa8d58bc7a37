import { z } from 'zod';
import { type Calls, path } from './calls.ts';
import { GraphFault } from './graph.ts';

const messageShape = z.object({
  id: z.string(),
  createdDateTime: z.string().nullish(),
  lastModifiedDateTime: z.string().nullish(),
  body: z.object({ content: z.string().nullish() }).nullish(),
  attachments: z.array(z.object({ content: z.string().nullish() })).nullish(),
});
const pageShape = z.object({ value: z.array(messageShape), '@odata.nextLink': z.string().optional() });

type Message = z.infer<typeof messageShape>;

/** More than this since a post was due, and a person finds it faster. */
const pagesMax = 20;

/**
 * Looks for a text in the threads of a channel, back to `since`. Answers the id of the message, or `undefined` when it
 * is certainly not there; rejects with `graph-busy` when it could not look that far before `endsAt`.
 */
export async function findMessage(
  calls: Pick<Calls, 'get'>,
  { groupId, channelId }: { readonly groupId: string; readonly channelId: string },
  wanted: { readonly marker: string; readonly since: Date; readonly endsAt: number },
): Promise<string | undefined> {
  let next: string | undefined = `${path`/teams/${groupId}/channels/${channelId}/messages`}?$top=50`;
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === pagesMax || Date.now() >= wanted.endsAt)
      throw new GraphFault('graph-busy', { message: 'Graph: too many messages to look through' });
    const page: z.infer<typeof pageShape> = await calls.get(next, pageShape);
    const found = page.value.find((message) => holds(message, wanted.marker));
    if (found !== undefined) return found.id;
    // Newest first, but Microsoft does not say by which of their times: only a whole page of older ones is the end.
    if (page.value.length > 0 && page.value.every((message) => isOlder(message, wanted.since)))
      return undefined;
    next = page['@odata.nextLink'];
  }
  return undefined;
}

const holds = ({ body, attachments }: Message, marker: string): boolean =>
  [body?.content, ...(attachments ?? []).map(({ content }) => content)].some((text) =>
    text?.includes(marker),
  );

const isOlder = ({ createdDateTime, lastModifiedDateTime }: Message, than: Date): boolean =>
  [createdDateTime, lastModifiedDateTime].every(
    (time) => typeof time === 'string' && new Date(time).getTime() < than.getTime(),
  );

import { z } from 'zod';

const text = z.string().max(2000);
const account = z.looseObject({
  id: text.min(1),
  name: text.nullish(),
  aadObjectId: text.nullish(),
  tenantId: text.nullish(),
});
const place = z.looseObject({ id: text.min(1), name: text.nullish() });

/**
 * What an activity must look like before anything reads it. Loose: the SDK needs the fields we do not. Whether
 * it may pass is the guard's to say, once its signature has been checked.
 */
export const activityShape = z.looseObject({
  type: text.min(1),
  id: text.nullish(),
  channelId: text.nullish(),
  serviceUrl: text.nullish(),
  timestamp: text.nullish(),
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z.looseObject({
    id: text.min(1),
    conversationType: text.nullish(),
    tenantId: text.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: text.nullish() }).nullish(),
      eventType: text.nullish(),
      team: place.extend({ aadGroupId: text.nullish() }).nullish(),
      channel: place.nullish(),
      settings: z.looseObject({ selectedChannel: place.nullish() }).nullish(),
    })
    .nullish(),
  locale: text.nullish(),
  replyToId: text.nullish(),
  name: text.nullish(),
  action: text.nullish(),
  text: z.string().nullish(),
  entities: z
    .array(
      z.looseObject({
        type: text.nullish(),
        text: text.nullish(),
        mentioned: z.looseObject({ id: text.nullish() }).nullish(),
      }),
    )
    .nullish(),
  membersAdded: z.array(z.unknown()).nullish(),
  membersRemoved: z.array(z.unknown()).nullish(),
  value: z.unknown().optional(),
});

export type InboundActivity = z.infer<typeof activityShape>;

export interface GuardRules {
  readonly tenants: readonly string[];
  /** `host` or `host:port`; `*.host` for a whole domain. */
  readonly serviceUrlHosts: readonly string[];
}

/** Why an activity may not pass, for the log; the sender gets a constant answer. */
export type GuardReason = 'channel' | 'service-url' | 'tenant' | 'from' | 'id';

/** These tell that something has changed around us, and Teams does not always say who did it. */
const withoutPerson = new Set(['conversationUpdate', 'event']);

/** What the SDK leaves unchecked (measured: reference/trust.md 3.1). `undefined` = it may pass. */
export function guard(activity: InboundActivity, rules: GuardRules): GuardReason | undefined {
  if (activity.channelId !== 'msteams') return 'channel';
  if (!isServiceUrl(activity.serviceUrl, rules.serviceUrlHosts)) return 'service-url';
  const tenant = tenantOf(activity);
  if (tenant === undefined || !rules.tenants.includes(tenant)) return 'tenant';
  if (!activity.from?.aadObjectId && !withoutPerson.has(activity.type)) return 'from';
  if (!activity.id) return 'id';
  return undefined;
}

/** The tenant, if every place that names one names the same. */
export function tenantOf({
  conversation,
  channelData,
  from,
  recipient,
}: InboundActivity): string | undefined {
  const named = [conversation.tenantId, channelData?.tenant?.id, from?.tenantId, recipient?.tenantId].filter(
    (one) => typeof one === 'string',
  );
  return new Set(named).size === 1 ? named[0] : undefined;
}

/** An https address on the list, and nothing that only looks like one. */
export function isServiceUrl(address: string | null | undefined, hosts: readonly string[]): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return hosts.some((listed) =>
    listed.startsWith('*.')
      ? url.host.endsWith(listed.slice(1).toLowerCase())
      : url.host === listed.toLowerCase(),
  );
}

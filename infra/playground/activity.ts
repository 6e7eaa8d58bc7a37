import { randomUUID } from 'node:crypto';
import { isJson, type Json } from '../practice/connector/activity-body.ts';

export interface Told {
  readonly activity: Json;
  /** Where the playground takes what the service says. */
  readonly replies: string;
}

const objectOf = (value: unknown): Json => (isJson(value) ? value : {});
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * What the playground sends, as the Teams of our tenant would: its own tenant and service URL give way to ours, and all
 * else stays. `undefined` = no activity, or one whose answers would leave the playground.
 */
export function asFromTeams(
  said: unknown,
  of: { readonly serviceUrl: string; readonly tenant: string; readonly playgroundPort: number },
): Told | undefined {
  if (!isJson(said)) return undefined;
  const replies = text(said['serviceUrl']);
  if (replies === undefined || !isPlayground(replies, of.playgroundPort)) return undefined;
  const from = objectOf(said['from']);
  const activity = {
    ...said,
    ...{ id: text(said['id']) ?? randomUUID(), channelId: 'msteams', serviceUrl: of.serviceUrl },
    from: {
      ...from,
      ...{ tenantId: of.tenant, aadObjectId: text(from['aadObjectId']) ?? text(from['id']) ?? 'nobody' },
    },
    recipient: { ...objectOf(said['recipient']), tenantId: of.tenant },
    conversation: { ...objectOf(said['conversation']), tenantId: of.tenant },
    channelData: { ...objectOf(said['channelData']), tenant: { id: of.tenant } },
  };
  return { activity, replies: replies.replace(/\/+$/, '') };
}

/** On this machine, at the port that was given. */
function isPlayground(address: string, port: number): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port: at } = new URL(address);
  return (
    protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && at === String(port)
  );
}

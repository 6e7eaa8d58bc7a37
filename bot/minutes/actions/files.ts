import {
  type DelegatedGraph,
  GraphFault,
  type GraphFaultCode,
  type StoredFile,
} from '../../platform/graph/graph.ts';
import { type Meeting } from '../model/record.ts';
import { folderStore } from '../store/folders.ts';
import { type MinutesParts } from './parts.ts';

interface FileToKeep {
  readonly meeting: Meeting;
  /** The team's group. */
  readonly group: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** As a present person: into the folder of the meeting's channel, which is remembered for when nobody is there. */
export async function keptByPerson(
  { database }: Pick<MinutesParts, 'database'>,
  graph: DelegatedGraph,
  { meeting, group, name, bytes }: FileToKeep,
): Promise<StoredFile> {
  const channel = meeting.channel?.id ?? '';
  const folder = await graph.channelFolder(group, channel);
  const file = await graph.keepFile(folder, name, bytes);
  await folderStore(database).keep(meeting.tenant, channel, folder);
  return file;
}

/** After one of these only a person helps: the site has not been opened for the app, or the folder has gone. */
const closed: ReadonlySet<GraphFaultCode> = new Set<GraphFaultCode>([
  'not-allowed',
  'not-found',
  'sign-in-needed',
  'consent-needed',
  'refused',
]);

/**
 * By the service's own right, where the site has been opened for it and minutes of the channel have been kept before.
 * `undefined` = it waits for a person; what passes by itself is thrown as Graph told it.
 */
export async function keptByService(
  { database, graph }: Pick<MinutesParts, 'database' | 'graph'>,
  { meeting, name, bytes }: Omit<FileToKeep, 'group'>,
): Promise<StoredFile | undefined> {
  const { tenant, channel } = meeting;
  const folder = await folderStore(database).find(tenant, channel?.id ?? '');
  if (!folder) return undefined;
  try {
    return await graph.unattended(tenant).keepFile({ ...folder, webUrl: undefined }, name, bytes);
  } catch (error) {
    if (error instanceof GraphFault && closed.has(error.code)) return undefined;
    throw error;
  }
}

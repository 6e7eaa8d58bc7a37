import { z } from 'zod';
import { path, type Calls } from './calls.ts';
import { answerFault } from './faults.ts';
import { GraphFault, type DelegatedGraph, type StoredFile } from './graph.ts';
import { fetchWithin } from './transport.ts';

export interface FilesOptions {
  readonly calls: Calls;
  /** Of each slice of an upload. */
  readonly deadlineMs: number;
  /** `host`, `host:port` or `*.host`: where the bytes of a large file may go. */
  readonly uploadHosts: readonly string[];
}

/** Graph takes more by now; older descriptions say 4 MB, and above that a broken line is worth resuming. */
const simpleUploadMax = 4 * 1024 * 1024;
/** Slices must be multiples of 320 KiB. */
const sliceBytes = 16 * 327_680;
const resumesMax = 3;
const sessionsMax = 2;

const folderShape = z.object({
  id: z.string(),
  webUrl: z.string().optional(),
  parentReference: z.object({ driveId: z.string() }),
});
const fileShape = z.object({ id: z.string(), webUrl: z.string() });
const sessionShape = z.object({ uploadUrl: z.string() });
const progressShape = z.object({ nextExpectedRanges: z.array(z.string()).min(1) });

export function graphFiles(options: FilesOptions): Pick<DelegatedGraph, 'channelFolder' | 'keepFile'> {
  const { calls } = options;
  return {
    async channelFolder(groupId, channelId) {
      const address = path`/teams/${groupId}/channels/${channelId}/filesFolder`;
      try {
        const folder = await calls.get(address, folderShape);
        return { driveId: folder.parentReference.driveId, folderId: folder.id, webUrl: folder.webUrl };
      } catch (error) {
        if (error instanceof GraphFault && error.code === 'not-found')
          // The folder is made when somebody opens the channel's Files for the first time.
          throw new GraphFault('folder-not-ready', { status: 404, message: error.message });
        throw error;
      }
    },

    async keepFile({ driveId, folderId }, name, bytes) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const address = path`/drives/${driveId}/items/${folderId}:/${name}:`;
      const stored =
        buffer.length <= simpleUploadMax
          ? await calls.put(`${address}/content?@microsoft.graph.conflictBehavior=replace`, buffer, fileShape)
          : await uploadLarge(options, address, buffer);
      return { driveId, itemId: stored.id, webUrl: stored.webUrl };
    },
  };
}

type Stored = Pick<StoredFile, 'webUrl'> & { readonly id: string };

async function uploadLarge(
  options: FilesOptions,
  address: string,
  bytes: Buffer,
  sessionsLeft = sessionsMax,
): Promise<Stored> {
  const body = { item: { '@microsoft.graph.conflictBehavior': 'replace' } };
  const { uploadUrl } = await options.calls.post(`${address}/createUploadSession`, body, sessionShape);
  if (!isUploadUrl(uploadUrl, options.uploadHosts))
    throw new GraphFault('refused', { message: 'Graph: an upload address on another host' });
  try {
    return await sendAll({ uploadUrl, bytes, deadlineMs: options.deadlineMs });
  } catch (error) {
    // The session is gone: it ran out, or the answer to the last slice was lost. The same bytes are the same file.
    if (sessionsLeft === 1 || !(error instanceof GraphFault) || error.code !== 'not-found') throw error;
    return await uploadLarge(options, address, bytes, sessionsLeft - 1);
  }
}

async function sendAll(upload: Upload): Promise<Stored> {
  let from = 0;
  for (let resumes = 0; ;) {
    try {
      const after = await sendSlice(upload, from);
      if (typeof after !== 'number') return after;
      from = after;
    } catch (error) {
      if (!(error instanceof GraphFault) || !canResume(error) || resumes++ === resumesMax) throw error;
      from = await expectedFrom(upload);
    }
  }
}

interface Upload {
  /** Carries its own right: a token beside it is refused. */
  readonly uploadUrl: string;
  readonly bytes: Buffer;
  readonly deadlineMs: number;
}

/** Answers where the next slice begins, or the stored file. */
async function sendSlice({ uploadUrl, bytes, deadlineMs }: Upload, from: number): Promise<number | Stored> {
  const slice = bytes.subarray(from, from + sliceBytes);
  const range = `bytes ${from}-${from + slice.length - 1}/${bytes.length}`;
  const response = await fetchWithin(
    uploadUrl,
    { method: 'PUT', headers: { 'content-range': range }, body: new Uint8Array(slice) },
    deadlineMs,
  );
  if (response.status === 202) return nextFrom(await response.json());
  if (response.status === 200 || response.status === 201) return fileShape.parse(await response.json());
  throw answerFault(response.status, '', response.headers);
}

async function expectedFrom({ uploadUrl, deadlineMs }: Upload): Promise<number> {
  const response = await fetchWithin(uploadUrl, {}, deadlineMs);
  if (response.status !== 200) throw answerFault(response.status, '', response.headers);
  return nextFrom(await response.json());
}

/** `["327680-"]` or `["327680-999999"]` */
const nextFrom = (progress: unknown): number =>
  Number.parseInt(progressShape.parse(progress).nextExpectedRanges[0] ?? '0', 10);

/** 416: the slice had arrived after all. */
const canResume = ({ code, status }: GraphFault): boolean =>
  status === 416 || code === 'graph-unreachable' || code === 'graph-busy' || code === 'graph-down';

function isUploadUrl(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username } = new URL(address);
  return (
    protocol === 'https:' &&
    username === '' &&
    hosts.some((listed) => (listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed))
  );
}

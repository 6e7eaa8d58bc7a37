import { type World } from '../../api.ts';
import { type GraphNeeds } from '../../graph-door.ts';
import { type Json } from '../call.ts';
import { identitySet } from '../identity.ts';
import { type Item } from '../records.ts';
import { etagOf, type Contents } from './contents.ts';
import { type Drive } from './drives.ts';
import { type Tree } from './tree.ts';

interface Surroundings {
  readonly origin: string;
  readonly world: World;
  readonly tree: Tree;
  readonly contents: Contents;
  readonly drives: readonly Drive[];
  readonly needs: Pick<GraphNeeds, 'fileUrl'>;
}

/** A `driveItem` as Graph shows it. */
export function itemView(item: Item, around: Surroundings): Json {
  const { tree, contents, origin, world } = around;
  const drive = around.drives.find((one) => one.id === item.drive);
  const names = tree.path(item);
  const facet = item.folder
    ? { folder: { childCount: tree.children(item).length } }
    : {
        file: { mimeType: item.type },
        '@microsoft.graph.downloadUrl': `${origin}/_download/${item.id}?key=${contents.downloadKey(item)}`,
      };
  return {
    id: item.id,
    name: item.name,
    size: item.size,
    eTag: etagOf(item),
    cTag: `"c:{${item.id.slice(2)}},${item.versions.length}"`,
    createdDateTime: item.createdAt,
    createdBy: identitySet(item.createdBy, world),
    lastModifiedDateTime: item.modifiedAt,
    lastModifiedBy: identitySet(item.modifiedBy, world),
    webUrl: webUrl(item, names, drive, around),
    parentReference: {
      driveId: item.drive,
      driveType: 'documentLibrary',
      ...(drive ? { siteId: drive.site } : {}),
      ...(item.parent === undefined
        ? {}
        : { id: item.parent, path: `/drives/${item.drive}/root:${pathOf(names.slice(0, -1))}` }),
    },
    ...(item.parent === undefined ? { root: {} } : {}),
    ...facet,
  };
}

/** A file opens where practice shows it; a folder has an address that only looks right. */
function webUrl(
  item: Item,
  names: readonly string[],
  drive: Drive | undefined,
  around: Surroundings,
): string {
  const file = item.folder ? undefined : around.needs.fileUrl?.(item.id);
  return file ?? `${around.origin}/sites/${encodeURIComponent(drive?.name ?? '')}/Dokumenter${pathOf(names)}`;
}

const pathOf = (names: readonly string[]): string =>
  names.map((name) => `/${encodeURIComponent(name)}`).join('');

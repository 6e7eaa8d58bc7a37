import { type DoorReply } from '../../graph-door.ts';
import { permissions } from '../access.ts';
import { ok, single, type Call, type Route } from '../call.ts';
import { notFound } from '../graph-error.ts';
import { actorOf } from '../identity.ts';
import { type Item } from '../records.ts';
import { requireMatch } from './contents.ts';
import { conflictOf, fileReader, type FileParts } from './parts.ts';

export const contentRoutes = (parts: FileParts): readonly Route[] => [
  ...writingRoutes(parts),
  ...readingRoutes(parts),
];

function writingRoutes(parts: FileParts): readonly Route[] {
  const { contents } = parts;
  const { itemOf, view } = fileReader(parts);
  return [
    {
      method: 'PUT',
      path: '/drives/{drive}/items/{item}:/{path*}:/content',
      needs: permissions.writeFiles,
      run(call) {
        const conflict = conflictOf(
          call.url.searchParams.get('@microsoft.graph.conflictBehavior'),
          'replace',
        );
        const { item, created: isNew } = contents.write({
          parent: itemOf(call),
          path: call.params['path'] ?? '',
          ...fileIn(call),
          conflict,
          ifMatch: call.headers['if-match'],
        });
        return { status: isNew ? 201 : 200, body: view(call, item) };
      },
    },
    {
      method: 'PUT',
      path: '/drives/{drive}/items/{item}/content',
      needs: permissions.writeFiles,
      run(call) {
        const item = itemOf(call);
        requireMatch(item, call.headers['if-match']);
        contents.replace(item, fileIn(call));
        return ok(view(call, item));
      },
    },
  ];
}

function readingRoutes(parts: FileParts): readonly Route[] {
  const { tree } = parts;
  const { itemOf, view } = fileReader(parts);
  const below = (call: Call): Item => {
    const item = tree.find(itemOf(call), call.params['path'] ?? '');
    if (item) return item;
    throw notFound('The resource could not be found.');
  };
  const read = (call: Call, item: Item): DoorReply => ({
    status: 302,
    headers: { location: view(call, item)['@microsoft.graph.downloadUrl'] as string },
  });
  return [
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}/content',
      needs: permissions.readFiles,
      run: (call) => read(call, itemOf(call)),
    },
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}:/{path*}:/content',
      needs: permissions.readFiles,
      run: (call) => read(call, below(call)),
    },
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}:/{path*}',
      needs: permissions.readFiles,
      run: (call) => single(call, view(call, below(call))),
    },
  ];
}

const fileIn = (call: Call) => ({
  bytes: call.bytes,
  by: actorOf(call.holder),
  type: call.headers['content-type'] ?? 'application/octet-stream',
});

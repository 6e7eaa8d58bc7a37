import { permissions } from '../access.ts';
import {
  collection,
  created,
  isJson,
  jsonOf,
  noContent,
  onlyProperties,
  single,
  textOf,
  type Route,
} from '../call.ts';
import { badRequest } from '../graph-error.ts';
import { actorOf, identitySet } from '../identity.ts';
import { requireMatch } from './contents.ts';
import { conflictOf, fileReader, type FileParts } from './parts.ts';

export const itemRoutes = (parts: FileParts): readonly Route[] => [
  ...readingRoutes(parts),
  ...changingRoutes(parts),
];

function readingRoutes(parts: FileParts): readonly Route[] {
  const { needs, tree } = parts;
  const { itemOf, view } = fileReader(parts);
  return [
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}',
      needs: permissions.readFiles,
      run: (call) => single(call, view(call, itemOf(call))),
    },
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}/children',
      needs: permissions.readFiles,
      run: (call) =>
        collection(
          call,
          tree.children(itemOf(call)).map((item) => view(call, item)),
          200,
        ),
    },
    {
      method: 'GET',
      path: '/drives/{drive}/items/{item}/versions',
      needs: permissions.readFiles,
      run: (call) =>
        collection(
          call,
          itemOf(call)
            .versions.map(({ at, by, size }, index) => ({
              id: `${index + 1}.0`,
              lastModifiedDateTime: at,
              lastModifiedBy: identitySet(by, needs.world()),
              size,
            }))
            .toReversed(),
        ),
    },
  ];
}

function changingRoutes(parts: FileParts): readonly Route[] {
  const { contents, tree } = parts;
  const { itemOf, view } = fileReader(parts);
  return [
    {
      method: 'POST',
      path: '/drives/{drive}/items/{item}/children',
      needs: permissions.writeFiles,
      run(call) {
        const body = jsonOf(call);
        if (!isJson(body['folder']))
          throw badRequest('Only folders are made this way: give the folder facet.');
        const conflict = conflictOf(body['@microsoft.graph.conflictBehavior'], 'fail');
        const folder = tree.makeFolder(itemOf(call), textOf(body, 'name'), actorOf(call.holder), conflict);
        return created(view(call, folder));
      },
    },
    {
      method: 'PATCH',
      path: '/drives/{drive}/items/{item}',
      needs: permissions.writeFiles,
      run(call) {
        const [item, body] = [itemOf(call), jsonOf(call)];
        onlyProperties(body, ['name', 'description', 'parentReference', 'fileSystemInfo'], 'driveItem');
        requireMatch(item, call.headers['if-match']);
        const name = body['name'] === undefined ? item.name : textOf(body, 'name');
        const parent = isJson(body['parentReference']) ? textOf(body['parentReference'], 'id') : item.parent;
        tree.move(item, { name, parent: parent && tree.get(item.drive, parent).id }, actorOf(call.holder));
        return single(call, view(call, item));
      },
    },
    {
      method: 'DELETE',
      path: '/drives/{drive}/items/{item}',
      needs: permissions.writeFiles,
      run(call) {
        const item = itemOf(call);
        requireMatch(item, call.headers['if-match']);
        contents.remove(item);
        return noContent;
      },
    },
  ];
}

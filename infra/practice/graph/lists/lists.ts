import { randomUUID } from 'node:crypto';
import { permissions } from '../access.ts';
import { collection, created, isJson, jsonOf, onlyProperties, single, textOf } from '../call.ts';
import { type Call, type Json, type Route } from '../call.ts';
import { badRequest } from '../graph-error.ts';
import { driveOfTeam, type Drive } from '../files/drives.ts';
import { type List } from '../records.ts';
import { listReader, type ListParts } from './list-reader.ts';
import { listItemRoutes } from './list-items.ts';

const siteView = (call: Call, drive: Drive): Json => ({
  id: drive.site,
  name: drive.name,
  displayName: drive.name,
  webUrl: `${call.url.origin}/sites/${encodeURIComponent(drive.name)}`,
  siteCollection: { hostname: 'practice.sharepoint.example' },
});

const listView = (list: List): Json => ({
  id: list.id,
  name: list.name,
  displayName: list.name,
  list: { template: 'genericList', hidden: false, contentTypesEnabled: false },
});

export function listRoutes(parts: ListParts): readonly Route[] {
  return [...siteRoutes(parts), ...collectionRoutes(parts), ...listItemRoutes(parts)];
}

function siteRoutes(parts: ListParts): readonly Route[] {
  const { access, book } = parts;
  const { siteOf } = listReader(parts);
  return [
    {
      method: 'GET',
      path: '/groups/{group}/sites/root',
      needs: permissions.readSites,
      run: (call) => single(call, siteView(call, driveOfTeam(access.team(call, call.params['group'] ?? '')))),
    },
    {
      method: 'GET',
      path: '/sites/{site}',
      needs: permissions.readSites,
      run: (call) => single(call, siteView(call, siteOf(call, 'read'))),
    },
    {
      // What gives an app with Sites.Selected its one site.
      method: 'POST',
      path: '/sites/{site}/permissions',
      needs: permissions.grantSites,
      run(call) {
        const { site } = siteOf(call, 'manage');
        const body = jsonOf(call);
        const identities = (body['grantedToIdentities'] ?? body['grantedToIdentitiesV2']) as
          Json[] | undefined;
        const apps = (identities ?? []).flatMap(({ application }) =>
          isJson(application) ? [textOf(application, 'id')] : [],
        );
        if (apps.length === 0) throw badRequest('A grant names at least one application.');
        const roles = Array.isArray(body['roles']) ? body['roles'].map(String) : [];
        if (roles.length === 0) throw badRequest('A grant names at least one role.');
        const others = (book.records.grants[site] ?? []).filter(({ app }) => !apps.includes(app));
        book.records.grants[site] = [...others, ...apps.map((app) => ({ app, roles }))];
        book.changed();
        return created({ id: randomUUID(), roles: body['roles'], grantedToIdentities: identities });
      },
    },
  ];
}

function collectionRoutes(parts: ListParts): readonly Route[] {
  const { book } = parts;
  const { listOf, siteOf } = listReader(parts);
  return [
    {
      method: 'GET',
      path: '/sites/{site}/lists',
      needs: permissions.readSites,
      run(call) {
        const { site } = siteOf(call, 'read');
        return collection(call, book.records.lists.filter((list) => list.site === site).map(listView));
      },
    },
    {
      method: 'POST',
      path: '/sites/{site}/lists',
      needs: permissions.manageSites,
      run(call) {
        const { site } = siteOf(call, 'manage');
        const body = jsonOf(call);
        onlyProperties(body, ['displayName', 'name', 'description', 'columns', 'list'], 'list');
        const columns = Array.isArray(body['columns']) ? body['columns'].filter(isJson) : [];
        const list: List = { id: randomUUID(), site, name: textOf(body, 'displayName'), columns, items: [] };
        book.records.lists.push(list);
        book.changed();
        return created(listView(list));
      },
    },
    {
      method: 'GET',
      path: '/sites/{site}/lists/{list}',
      needs: permissions.readSites,
      run: (call) => single(call, listView(listOf(call, 'read'))),
    },
    {
      method: 'GET',
      path: '/sites/{site}/lists/{list}/columns',
      needs: permissions.readSites,
      run: (call) => collection(call, listOf(call, 'read').columns),
    },
    {
      method: 'POST',
      path: '/sites/{site}/lists/{list}/columns',
      needs: permissions.manageSites,
      run(call) {
        const [list, body] = [listOf(call, 'manage'), jsonOf(call)];
        textOf(body, 'name');
        const column = { id: randomUUID(), ...body };
        list.columns.push(column);
        book.changed();
        return created(column);
      },
    },
  ];
}

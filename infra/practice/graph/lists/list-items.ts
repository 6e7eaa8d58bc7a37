import { permissions } from '../access.ts';
import {
  collection,
  created,
  isJson,
  jsonOf,
  noContent,
  ok,
  onlyProperties,
  type Call,
  type Json,
  type Route,
} from '../call.ts';
import { GraphError, badRequest, notFound } from '../graph-error.ts';
import { type List } from '../records.ts';
import { listReader, type ListParts } from './list-reader.ts';

type ListItem = List['items'][number];

export function listItemRoutes(parts: ListParts): readonly Route[] {
  return [...readingRoutes(parts), ...writingRoutes(parts)];
}

function readingRoutes(parts: ListParts): readonly Route[] {
  const { listOf } = listReader(parts);
  return [
    {
      method: 'GET',
      path: '/sites/{site}/lists/{list}/items',
      needs: permissions.readSites,
      run(call) {
        const list = listOf(call, 'read');
        const filter = filterIn(call, list);
        const withFields = call.url.searchParams.get('$expand')?.includes('fields') === true;
        return collection(
          call,
          list.items.filter(filter).map((item) => itemView(item, withFields)),
          200,
        );
      },
    },
  ];
}

function writingRoutes(parts: ListParts): readonly Route[] {
  const { book, needs } = parts;
  const { listOf } = listReader(parts);
  const itemOf = (call: Call, list: List): ListItem => {
    const item = list.items.find((one) => one.id === call.params['item']);
    if (item) return item;
    throw notFound('The specified list item was not found.');
  };
  return [
    {
      method: 'POST',
      path: '/sites/{site}/lists/{list}/items',
      needs: permissions.writeSites,
      run(call) {
        const [list, body] = [listOf(call, 'write'), jsonOf(call)];
        onlyProperties(body, ['fields', 'contentType', 'name'], 'listItem');
        if (!isJson(body['fields'])) throw badRequest("A list item needs 'fields'.");
        const at = needs.now().toISOString();
        const id = String(1 + Math.max(0, ...list.items.map((one) => Number(one.id))));
        const item: ListItem = { id, fields: {}, revision: 1, createdAt: at, modifiedAt: at };
        item.fields = checkedFields(list, item, body['fields']);
        list.items.push(item);
        book.changed();
        return created(itemView(item, true));
      },
    },
    {
      method: 'PATCH',
      path: '/sites/{site}/lists/{list}/items/{item}/fields',
      needs: permissions.writeSites,
      run(call) {
        const list = listOf(call, 'write');
        const item = itemOf(call, list);
        requireMatch(call, item);
        item.fields = checkedFields(list, item, { ...item.fields, ...jsonOf(call) });
        item.revision++;
        item.modifiedAt = needs.now().toISOString();
        book.changed();
        return ok({ '@odata.etag': etagOf(item), id: item.id, ...item.fields });
      },
    },
    {
      method: 'DELETE',
      path: '/sites/{site}/lists/{list}/items/{item}',
      needs: permissions.writeSites,
      run(call) {
        const list = listOf(call, 'write');
        const item = itemOf(call, list);
        requireMatch(call, item);
        list.items.splice(list.items.indexOf(item), 1);
        book.changed();
        return noContent;
      },
    },
  ];
}

const etagOf = (item: ListItem) => `"${item.id},${item.revision}"`;

function requireMatch(call: Call, item: ListItem): void {
  const given = call.headers['if-match'];
  if (given !== undefined && given !== '*' && given !== etagOf(item))
    throw new GraphError(412, 'resourceModified', 'ETag does not match the current item’s value.');
}

const itemView = (item: ListItem, withFields: boolean): Json => ({
  '@odata.etag': etagOf(item),
  id: item.id,
  createdDateTime: item.createdAt,
  lastModifiedDateTime: item.modifiedAt,
  ...(withFields ? { fields: { '@odata.etag': etagOf(item), id: item.id, ...item.fields } } : {}),
});

/** Only columns the list has, and no second row with the same key. */
function checkedFields(list: List, item: ListItem, fields: Json): Json {
  const names = ['Title', ...list.columns.map((column) => String(column['name']))];
  const stranger = Object.keys(fields).find((name) => !names.includes(name) && !name.includes('@'));
  if (stranger !== undefined)
    throw new GraphError(400, 'invalidRequest', `Field '${stranger}' is not recognized.`);
  for (const column of list.columns.filter((one) => one['enforceUniqueValues'] === true)) {
    const name = String(column['name']);
    const twin = list.items.find((one) => one !== item && one.fields[name] === fields[name]);
    if (fields[name] !== undefined && twin)
      throw new GraphError(
        409,
        'nameAlreadyExists',
        `The list already has an item with this value of '${name}'.`,
      );
  }
  return fields;
}

/** `fields/X eq 'v'`, on an indexed column unless the caller prefers to risk it. */
function filterIn(call: Call, list: List): (item: ListItem) => boolean {
  const filter = call.url.searchParams.get('$filter');
  if (filter === null) return () => true;
  const [, name, text, number] = /^fields\/(\w+) eq (?:'((?:[^']|'')*)'|(-?[\d.]+))$/.exec(filter) ?? [];
  if (name === undefined) throw badRequest(`Invalid filter clause: '${filter}'.`);
  const column = list.columns.find((one) => one['name'] === name);
  if (
    column?.['indexed'] !== true &&
    !call.headers['prefer']?.includes('HonorNonIndexedQueriesWarningMayFailRandomly')
  )
    throw new GraphError(
      400,
      'invalidRequest',
      `Field '${name}' cannot be referenced in filter as it is not indexed.`,
    );
  const wanted = text === undefined ? Number(number) : text.replaceAll("''", "'");
  return (item) => item.fields[name] === wanted;
}

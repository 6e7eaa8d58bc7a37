import { z } from 'zod';
import { type BatchPart } from './batch.ts';
import { path, type Calls } from './calls.ts';
import { type ListColumn, type ListGroup, type ListRow, type SiteList } from './graph.ts';

const columnShape = z.object({
  name: z.string(),
  indexed: z.boolean().nullish(),
  enforceUniqueValues: z.boolean().nullish(),
  text: z.object({ allowMultipleLines: z.boolean().nullish() }).nullish(),
  number: z.object({}).nullish(),
  dateTime: z.object({}).nullish(),
});
const itemShape = z.object({
  '@odata.etag': z.string(),
  id: z.string(),
  fields: z.record(z.string(), z.unknown()),
});
type Item = z.infer<typeof itemShape>;

/**
 * A list by the service's own right. Rows go in batches: each is harmless to send again, for the list takes no second
 * row with the same key, and a change names the ETag it was read with.
 */
export function graphList(calls: Calls, { site, list }: { site: string; list: string }): SiteList {
  const address = path`/sites/${site}/lists/${list}`;
  return {
    async missing(columns) {
      const present = await calls.all(`${address}/columns`, columnShape);
      return columns.filter((wanted) => !present.some((one) => fits(one, wanted))).map(({ name }) => name);
    },

    async keepRows(group, rows) {
      const present = await rowsOf(calls, address, group);
      const answers = await calls.batch(changesTo(address, present, { rows, key: group.key }));
      const faults = answers.flatMap(({ fault }) => fault ?? []);
      // Whoever asks us to wait longest is heard.
      const [worst] = faults.sort((one, other) => (other.retryAfterMs ?? 0) - (one.retryAfterMs ?? 0));
      if (worst) throw worst;
    },
  };
}

function fits(present: z.infer<typeof columnShape>, wanted: ListColumn): boolean {
  const kinds = {
    text: present.text && present.text.allowMultipleLines !== true,
    note: present.text?.allowMultipleLines === true,
    number: present.number,
    dateTime: present.dateTime,
  };
  return (
    present.name === wanted.name &&
    Boolean(kinds[wanted.kind]) &&
    (!wanted.indexed || present.indexed === true) &&
    (!wanted.unique || present.enforceUniqueValues === true)
  );
}

function rowsOf(calls: Calls, address: string, { column, value }: ListGroup): Promise<readonly Item[]> {
  const filter = encodeURIComponent(`fields/${column} eq '${value.replaceAll("'", "''")}'`);
  return calls.all(`${address}/items?$expand=fields&$filter=${filter}&$top=200`, itemShape);
}

function changesTo(
  address: string,
  present: readonly Item[],
  { rows, key }: { readonly rows: readonly ListRow[]; readonly key: string },
): readonly BatchPart[] {
  const items = `${address}/items`;
  const wanted = new Set(rows.map((row) => row[key]));
  const kept = new Map(present.map((item) => [item.fields[key], item]));
  return [
    ...rows.flatMap((row): BatchPart[] => {
      const item = kept.get(row[key]);
      if (item === undefined) return [{ method: 'POST', path: items, body: { fields: filled(row) } }];
      const body = differences(item, row);
      if (Object.keys(body).length === 0) return [];
      return [
        { method: 'PATCH', path: `${items}${path`/${item.id}`}/fields`, etag: item['@odata.etag'], body },
      ];
    }),
    ...present
      .filter(({ fields }) => !wanted.has(fields[key] as string))
      .map((item): BatchPart => ({
        method: 'DELETE',
        path: `${items}${path`/${item.id}`}`,
        etag: item['@odata.etag'],
      })),
  ];
}

const filled = (row: ListRow): ListRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

const differences = ({ fields }: Item, row: ListRow): ListRow =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => (fields[name] ?? null) !== value));

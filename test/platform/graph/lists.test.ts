import { type GraphFault, type ListColumn, type ListRow } from '../../../bot/platform/graph/graph.ts';
import { graphFaultOf } from '../../support/graph-stand.ts';
import { listStand, place, type ListStand } from '../../support/list-stand.ts';

let stand: ListStand;

beforeAll(async () => {
  stand = await listStand();
});
afterAll(() => stand.server.close());
beforeEach(() => stand.reset());

const group = { column: 'LpRound', value: "r'1", key: 'LpKey' };
const row = (unit: string, value: number | null = 3.4): ListRow => ({
  ...{ Title: unit, LpKey: `r'1|${unit}`, LpRound: "r'1", LpUnit: unit },
  LpValue: value,
});
const list = () => stand.graph.siteList({ tenant: 'T1', ...place });
const keep = (...rows: ListRow[]) => list().keepRows(group, rows);
const sent = (method: string) => stand.server.heard.filter((one) => one.method === method);
const parts = () => sent('POST').flatMap(({ body }) => (body as { requests: { method: string }[] }).requests);

describe('a SharePoint list by the service’s own right', () => {
  it('is closed until somebody opens the one site for the app', async () => {
    await stand.makeList();
    expect((await graphFaultOf(keep(row('a')))).code).toBe('not-allowed');
    await stand.grant('read');
    expect((await graphFaultOf(keep(row('a')))).code).toBe('not-allowed');
    expect(stand.rows()).toEqual([]);
    await stand.grant();
    await keep(row('a'));
    expect(stand.rows()).toHaveLength(1);
  });

  it('is said to be missing', async () => {
    await stand.grant();
    expect((await graphFaultOf(list().missing([]))).code).toBe('not-found');
  });

  it('names the columns that it lacks, or has of another kind', async () => {
    await stand.grant();
    await stand.makeList((all) =>
      all
        .filter(({ name }) => name !== 'LpWeek')
        .map((one) => (one['name'] === 'LpKey' ? { name: 'LpKey', text: {}, indexed: true } : one)),
    );
    const wanted: ListColumn[] = [
      { name: 'LpKey', kind: 'text', indexed: true, unique: true },
      { name: 'LpRound', kind: 'text', indexed: true },
      { name: 'LpWeek', kind: 'text' },
      { name: 'LpValue', kind: 'text' },
      { name: 'LpQuestion', kind: 'note' },
      { name: 'LpClosed', kind: 'dateTime' },
    ];
    expect(await list().missing(wanted)).toEqual(['LpKey', 'LpWeek', 'LpValue']);
  });

  it('holds the same rows after the same work twice, and nothing is written the second time', async () => {
    await stand.makeList();
    await stand.grant();
    const rows = Array.from({ length: 45 }, (_, at) => row(`enhet ${at}`));
    await keep(...rows);
    expect(stand.rows()).toHaveLength(45);
    // Twenty at a time.
    expect(sent('POST')).toHaveLength(3);
    await keep(...rows);
    expect(sent('POST')).toHaveLength(3);
  });

  it('changes in place what differs, and takes out what is no longer there', async () => {
    await stand.makeList();
    await stand.grant();
    await keep(row('a'), row('b'), row('c'));
    await stand.edit({ LpValue: 9, LpUnit: '=1+1' });
    await keep(row('a'), row('b', null));
    expect(stand.rows()).toMatchObject([
      { LpUnit: 'a', LpValue: 3.4 },
      { LpUnit: 'b', LpValue: null },
    ]);
    expect(
      parts()
        .slice(3)
        .map(({ method }) => method),
    ).toEqual(['PATCH', 'PATCH', 'DELETE']);
  });

  it('is not written twice when the answer was lost', async () => {
    await stand.makeList();
    await stand.grant();
    stand.meddle = ({ method }) => (method === 'POST' ? 'lost' : undefined);
    expect((await graphFaultOf(keep(row('a'), row('b')))).code).toBe('graph-unreachable');
    expect(sent('POST')).toHaveLength(1);
    stand.meddle = undefined;
    await keep(row('a'), row('b'));
    expect(stand.rows()).toHaveLength(2);
    expect(sent('POST')).toHaveLength(1);
  });

  it('waits as long as Graph asks', async () => {
    await stand.makeList();
    await stand.grant();
    const busy = { error: { code: 'activityLimitReached', message: 'x' } };
    stand.meddle = ({ method }) =>
      method === 'POST' ? { status: 429, headers: { 'retry-after': '120' }, body: busy } : undefined;
    const fault: GraphFault = await graphFaultOf(keep(row('a')));
    expect(fault).toMatchObject({ code: 'graph-busy', retryAfterMs: 120_000 });
    expect(sent('POST')).toHaveLength(1);
  });

  it('loses no other row to the one that somebody else has just changed', async () => {
    await stand.makeList();
    await stand.grant();
    await keep(row('a'));
    stand.meddle = ({ method }) => {
      // Between our reading and our writing.
      if (method === 'POST') void stand.edit({ LpValue: 1 });
      return undefined;
    };
    expect((await graphFaultOf(keep(row('a', 5), row('b')))).code).toBe('conflict');
    expect(stand.rows()).toMatchObject([
      { LpUnit: 'a', LpValue: 1 },
      { LpUnit: 'b', LpValue: 3.4 },
    ]);
    stand.meddle = undefined;
    await keep(row('a', 5), row('b'));
    expect(stand.rows()).toMatchObject([{ LpValue: 5 }, { LpValue: 3.4 }]);
  });
});

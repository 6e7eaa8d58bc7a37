import { existsSync, readFileSync } from 'node:fs';
import { bicepReader } from './bicep.ts';
import { graphStand, kari, type GraphStand } from '../support/graph-stand.ts';
import { type HeardRequest } from '../support/issuer.ts';
import { listStand, place } from '../support/list-stand.ts';

/** Microsoft's table of least permissions lies beside the project where somebody has put it, never in it. */
const table = new URL('../../../shared/contracts/permissions-table.md', import.meta.url);
const describeWithTable = existsSync(table) ? describe : describe.skip;
if (!existsSync(table))
  process.stdout.write(`Least permissions: not run — Microsoft’s table is not at ${table.pathname}\n`);

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** Documented by Microsoft, but not in the table that lies here. */
const outsideTable: Readonly<Record<string, string>> = {
  'GET /teams/{}/channels/{}/messages': 'ChannelMessage.Read.Group',
};

/** What the Connector and its events ask of a team or chat; Graph is not called for them. */
const connectorNeeds = [
  // GET v1/meetings/{id}: title, times and organizer of a meeting.
  'OnlineMeeting.ReadBasic.Chat',
  // Who comes into its call and goes, where the agency has asked for these events.
  'OnlineMeetingParticipant.Read.Chat',
  // The same, and its start and end, of a meeting in a channel.
  'ChannelMeeting.ReadBasic.Group',
];

interface Least {
  readonly operation: RegExp;
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  readonly resource: string;
}

function leastOf(): readonly Least[] {
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => /^[A-Z]+ \//.test(cells[2] ?? ''))
    .map(([, , operation = '', delegated = '', application = '', resource = '']) => ({
      operation: new RegExp(
        `^${operation.replace(/[.$]/g, String.raw`\$&`).replace(/\{[^}]+\}/g, '[^/]+')}$`,
      ),
      delegated: delegated.split(', '),
      application: application.split(', '),
      resource,
    }));
}

/** What figures in a SharePoint list ask of Graph: a row that comes, one that is changed, one that goes. */
async function listCalls(): Promise<readonly HeardRequest[]> {
  const stand = await listStand();
  await stand.makeList();
  await stand.grant();
  const list = stand.graph.siteList({ tenant: kari.tenant, ...place });
  const group = { column: 'LpRound', value: 'r', key: 'LpKey' };
  const row = (unit: string, value: number) => ({ LpKey: unit, LpRound: 'r', LpValue: value });
  await list.missing([]);
  await list.keepRows(group, [row('a', 1), row('b', 1)]);
  await list.keepRows(group, [row('a', 2)]);
  await stand.server.close();
  return stand.server.heard;
}

type Called = Pick<HeardRequest, 'method' | 'path' | 'headers'>;

/** A batch needs nothing itself; each of its parts does. */
function partsOf({ method, path, headers, body }: HeardRequest): readonly Called[] {
  if (!path.endsWith('/$batch')) return [{ method, path, headers }];
  const { requests } = body as { requests: readonly { method: string; url: string }[] };
  return requests.map((part) => ({ method: part.method, path: `/v1.0${part.url}`, headers }));
}

/** Everything the product asks of Graph, once: `GET /teams/{}/channels/{}/filesFolder`, by whose right. */
async function operations(stand: GraphStand) {
  const asKari = stand.asKari();
  const folder = { driveId: 'd', folderId: 'f', webUrl: undefined };
  await asKari.channelFolder('g1', '19:x@thread.tacv2');
  await asKari.keepFile(folder, 'a.docx', Buffer.from('x'));
  await asKari.keepFile(folder, 'b.docx', Buffer.alloc(5 * 1024 * 1024));
  const plan = await asKari.keepPlan('g1', 'Oppfølging');
  const task = {
    followUpId: 'f1',
    title: 'T',
    description: 'D',
    owner: kari.id,
    due: undefined,
    done: false,
  };
  const taskId = await asKari.keepTask(plan, { ...task, taskId: undefined });
  await asKari.keepTask(plan, { ...task, taskId, done: true, description: 'E' });
  await asKari.readTasks([taskId]);
  const team = { tenant: kari.tenant, groupId: 'g1', channelId: '19:x@thread.tacv2' };
  await stand.graph.findMessage(team, 'marker', new Date(0));
  // The small Graph knows no members; what was asked is enough here.
  await stand.graph.teamOwners(team).catch(() => undefined);
  const lists = await listCalls();
  return [...stand.fake.heard, ...lists]
    .filter(({ path }) => !path.startsWith('/up/'))
    .flatMap(partsOf)
    .map(({ method, path, headers }) => ({
      call: `${method} ${decodeURIComponent(path.split('?')[0] ?? '').replace('/v1.0', '')}`,
      isDelegated: headers.authorization?.startsWith('Bearer kari-token') === true,
      scopes: headers.authorization?.split(' ').filter((word) => /^[A-Z]\w+\.\w+/.test(word)) ?? [],
    }));
}

const covers = (granted: string, needed: string): boolean => {
  const [area, right = '', all] = granted.split('.');
  const [ofArea, ofRight = '', ofAll] = needed.split('.');
  return area === ofArea && right.startsWith(ofRight) && (all === 'All' || ofAll === undefined);
};

describeWithTable('the permissions', () => {
  let stand: GraphStand;
  let called: Awaited<ReturnType<typeof operations>>;
  let least: readonly Least[];

  beforeAll(async () => {
    stand = await graphStand(10_000);
    called = await operations(stand);
    least = leastOf();
  });
  afterAll(() => stand.fake.close());

  const inTable = (call: string) => least.find(({ operation }) => operation.test(call));
  const asked = async (which: 'delegated' | 'application') => {
    const source = read('infra/entra.bicep');
    expect((await bicepReader())(source).faults).toEqual([]);
    const names = new RegExp(String.raw`^var ${which} = \[(.*)\]$`, 'm').exec(source)?.[1] ?? '';
    return [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  };
  const lent = () => asked('delegated');
  const byApp = () => called.filter(({ isDelegated }) => !isDelegated);
  /** Stands in none of Microsoft's lists: for one site it is what these are for all. */
  const perSite = ({ call }: { readonly call: string }) =>
    call.includes(' /sites/') &&
    inTable(call)?.application.every((name) => name.startsWith('Sites.')) === true;

  it('that a person lends are what the calls need, and no more', async () => {
    const granted = await lent();
    const needs = called
      .filter(({ isDelegated }) => isDelegated)
      .map(({ call }) => ({ call, needed: inTable(call)?.delegated ?? [] }));
    expect(needs.length).toBeGreaterThan(8);
    const suffices = (some: readonly string[]) =>
      needs.every(({ needed }) => needed.some((one) => some.some((other) => covers(other, one))));
    expect(suffices(granted)).toBe(true);
    for (const one of granted) expect(suffices(granted.filter((other) => other !== one))).toBe(false);
  });

  it('that are asked for at sign-in are those that the registration names', async () => {
    const asked = new Set(called.filter(({ isDelegated }) => isDelegated).flatMap(({ scopes }) => scopes));
    expect([...asked].sort()).toEqual([...(await lent())].sort());
  });

  it('that a team grants with the app are what the calls need, and no more', () => {
    const manifest = JSON.parse(read('manifest/manifest.json')) as {
      authorization: { permissions: { resourceSpecific: { name: string; type: string }[] } };
    };
    const { resourceSpecific } = manifest.authorization.permissions;
    const needed = byApp()
      .filter((one) => !perSite(one))
      .map(({ call }) => {
        const shape = call.replace(/(teams|channels)\/[^/]+/g, '$1/{}');
        return outsideTable[shape] ?? inTable(call)?.resource ?? `nothing known for ${call}`;
      });
    expect(resourceSpecific.every(({ type }) => type === 'Application')).toBe(true);
    expect(new Set(resourceSpecific.map(({ name }) => name))).toEqual(
      new Set([...needed, ...connectorNeeds]),
    );
  });

  it('that an administrator grants the app by itself are what is written unattended, and no more', async () => {
    const needed = byApp().filter(perSite);
    expect(
      new Set(needed.map(({ call }) => call.replace(/\/sites\/.*\/lists\/[^/]+/, '').replace(/\d+/, '{}'))),
    ).toEqual(
      new Set([
        ...['GET /columns', 'GET /items', 'POST /items', 'PATCH /items/{}/fields', 'DELETE /items/{}'],
      ]),
    );
    expect(await asked('application')).toEqual(['Sites.Selected']);
    // Left out of what is consented to unless somebody asks for it.
    expect(read('infra/entra.bicep')).toContain('param writesUnattended bool = false');
    expect(read('infra/entra.bicep')).toContain('map(writesUnattended ? application : [],');
  });

  it('stand in the guide, each with what it is for, and no others', async () => {
    const rows = read('infra/tenant.md')
      .split('## What each permission is for')[1]
      ?.split('\n## ')[0]
      ?.split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter(([, name = '']) => /^[A-Z]\w+\.\w+/.test(name));
    const manifest = JSON.parse(read('manifest/manifest.json')) as {
      authorization: { permissions: { resourceSpecific: { name: string }[] } };
    };
    const named = [
      ...(await asked('delegated')),
      ...(await asked('application')),
      ...manifest.authorization.permissions.resourceSpecific.map(({ name }) => name),
    ];
    expect(rows?.map(([, name = '']) => name.split(',')[0]).sort()).toEqual(named.sort());
    for (const [, , who, what, without] of rows ?? [])
      expect([who, what, without].every((text) => (text ?? '').length > 5)).toBe(true);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { bicepReader } from './bicep.ts';
import { graphStand, kari, type GraphStand } from '../support/graph-stand.ts';

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
  readonly resource: string;
}

function leastOf(): readonly Least[] {
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => /^[A-Z]+ \//.test(cells[2] ?? ''))
    .map(([, , operation = '', delegated = '', , resource = '']) => ({
      operation: new RegExp(
        `^${operation.replace(/[.$]/g, String.raw`\$&`).replace(/\{[^}]+\}/g, '[^/]+')}$`,
      ),
      delegated: delegated.split(', '),
      resource,
    }));
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
  const team = { tenant: kari.tenant, groupId: 'g1', channelId: '19:x@thread.tacv2' };
  await stand.graph.findMessage(team, 'marker', new Date(0));
  // The small Graph knows no members; what was asked is enough here.
  await stand.graph.teamOwners(team).catch(() => undefined);
  return stand.fake.heard
    .filter(({ path }) => !path.startsWith('/up/'))
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
  const lent = async () => {
    const source = read('infra/entra.bicep');
    expect((await bicepReader())(source).faults).toEqual([]);
    return [...(/^var delegated = \[(.*)\]$/m.exec(source)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, name = '']) => name,
    );
  };

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
    const needed = called
      .filter(({ isDelegated }) => !isDelegated)
      .map(({ call }) => {
        const shape = call.replace(/(teams|channels)\/[^/]+/g, '$1/{}');
        return outsideTable[shape] ?? inTable(call)?.resource ?? `nothing known for ${call}`;
      });
    expect(resourceSpecific.every(({ type }) => type === 'Application')).toBe(true);
    expect(new Set(resourceSpecific.map(({ name }) => name))).toEqual(
      new Set([...needed, ...connectorNeeds]),
    );
  });
});

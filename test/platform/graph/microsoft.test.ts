import { randomBytes } from 'node:crypto';
import { type DelegatedGraph } from '../../../bot/platform/graph/graph.ts';
import { IdentityFault } from '../../../bot/platform/identity/identity.ts';
import { graphFaultOf as faultOf, graphStand, kari, type GraphStand } from '../../support/graph-stand.ts';

const team = { tenant: 'T1', groupId: 'g1', channelId: '19:ledere@thread.tacv2' };
const folder = { driveId: 'd', folderId: 'f', webUrl: undefined };

let stand: GraphStand;
let asKari: DelegatedGraph;

beforeAll(async () => {
  stand = await graphStand(2000);
});
afterAll(() => stand.fake.close());
beforeEach(() => {
  stand.reset();
  asKari = stand.asKari();
});

describe('a person’s token', () => {
  it('is kept until it runs out, and for that person only', () => {
    const ola = { tenant: 'T1', id: 'ola' };
    expect(stand.graph.onBehalfOf(ola)).toBeUndefined();
    stand.graph.remember(ola, 'old', new Date(Date.now() - 1));
    expect(stand.graph.onBehalfOf(ola)).toBeUndefined();
    expect(stand.graph.onBehalfOf({ ...kari, tenant: 'T2' })).toBeUndefined();
  });

  it('goes to Graph as the exchanged one, with no more rights than needed', async () => {
    await asKari.channelFolder(team.groupId, team.channelId);
    expect(stand.fake.heard[0]?.headers.authorization).toBe(
      'Bearer kari-token Files.ReadWrite.All Tasks.ReadWrite T1',
    );
    expect(stand.fake.heard[0]?.path).toBe('/v1.0/teams/g1/channels/19%3Aledere%40thread.tacv2/filesFolder');
  });

  it.each([
    ['consent-needed', 'consent-needed'],
    ['sign-in-needed', 'sign-in-needed'],
    ['unreachable', 'graph-unreachable'],
    ['refused', 'refused'],
  ] as const)('that is %s is said so', async (code, expected) => {
    stand.failIdentity(new IdentityFault(code, 'x'));
    expect((await faultOf(asKari.keepPlan('g1', 'Oppfølging'))).code).toBe(expected);
    expect(stand.fake.heard).toEqual([]);
  });
});

describe('what Graph answers', () => {
  const keep = () => asKari.keepFile(folder, 'a.docx', Buffer.from('x'));

  it.each([
    [400, 'refused'],
    [401, 'sign-in-needed'],
    [403, 'not-allowed'],
    [404, 'not-found'],
    [408, 'graph-unreachable'],
    [409, 'conflict'],
    [412, 'conflict'],
    [423, 'file-open'],
    [429, 'graph-busy'],
    [500, 'graph-down'],
    [502, 'graph-down'],
    [503, 'graph-busy'],
    [504, 'graph-down'],
    [507, 'out-of-space'],
    [302, 'refused'],
  ] as const)('%d is said as %s, after one request', async (status, code) => {
    stand.trouble({
      method: 'PUT',
      path: '/content',
      times: 9,
      do: { status, headers: { 'retry-after': '0' } },
    });
    const fault = await faultOf(keep());
    expect(fault).toMatchObject({ code, status });
    expect(fault.message).not.toContain('Kari');
    expect(stand.sent('PUT')).toHaveLength(1);
  });

  it.each(['cut', 'hang'] as const)(
    'with a line that is %s, it is unreachable, and a write is not repeated',
    async (what) => {
      stand.trouble({ method: 'PUT', path: '/content', do: what });
      expect((await faultOf(keep())).code).toBe('graph-unreachable');
      expect(stand.sent('PUT')).toHaveLength(1);
      expect(stand.warnings).toEqual([['graph call failed', expect.objectContaining({ work: 'keepFile' })]]);
    },
  );

  it('is asked for again once when reading, if that fits in the time', async () => {
    const busy = { status: 503, headers: { 'retry-after': '0' } };
    stand.trouble({ method: 'GET', path: '/filesFolder', do: busy });
    expect(await asKari.channelFolder('g1', 'c')).toMatchObject({ driveId: 'd', folderId: 'f' });
    expect(stand.sent('GET')).toHaveLength(2);
    stand.trouble({
      method: 'GET',
      path: '/filesFolder',
      do: { status: 429, headers: { 'retry-after': '30' } },
    });
    expect(await faultOf(asKari.channelFolder('g1', 'c'))).toMatchObject({
      code: 'graph-busy',
      retryAfterMs: 30_000,
    });
    expect(stand.sent('GET')).toHaveLength(3);
  });
});

describe('the minutes’ file', () => {
  it('has no folder until somebody has opened Files', async () => {
    stand.trouble({ method: 'GET', path: '/filesFolder', do: { status: 404, code: 'itemNotFound' } });
    expect((await faultOf(asKari.channelFolder('g1', 'c'))).code).toBe('folder-not-ready');
  });

  it('is one file, however often it is kept', async () => {
    const bytes = Buffer.from('Referat');
    const name = 'Referat 3/26: ø #1.docx'.replace('/', '-');
    const first = await asKari.keepFile(folder, name, bytes);
    expect(await asKari.keepFile(folder, name, bytes)).toEqual(first);
    expect([...stand.fake.files.keys()]).toEqual([name]);
    expect(stand.fake.files.get(name)?.bytes.equals(bytes)).toBe(true);
    expect(stand.fake.heard[0]?.path).toContain(':/content?@microsoft.graph.conflictBehavior=replace');
  });

  it('is exactly the bytes given, also as a part of a larger buffer', async () => {
    const part = new Uint8Array(Buffer.from('before-referat-after')).subarray(7, 14);
    await asKari.keepFile(folder, 'a.docx', part);
    expect(stand.fake.files.get('a.docx')?.bytes.toString()).toBe('referat');
  });

  describe('above 4 MB', () => {
    // Eleven megabytes take a busy machine more than the short wait of the other tests.
    let stand: GraphStand;
    let asKari: DelegatedGraph;
    beforeAll(async () => {
      stand = await graphStand(10_000);
    });
    afterAll(() => stand.fake.close());
    beforeEach(() => {
      stand.reset();
      asKari = stand.asKari();
    });
    const large = randomBytes(11 * 1024 * 1024);
    const stored = () => stand.fake.files.get('big.docx')?.bytes.equals(large);
    const keep = () => asKari.keepFile(folder, 'big.docx', large);

    it('goes in slices of whole 320 KiB, without a token', async () => {
      expect(await keep()).toEqual({ driveId: 'd', itemId: 'i-big.docx', webUrl: 'https://x/big.docx' });
      expect(stored()).toBe(true);
      const slices = stand.sent('PUT');
      expect(slices.slice(0, -1).every(({ bytes }) => bytes.length % 327_680 === 0)).toBe(true);
      expect(slices.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    });

    it.each(['cut', 'lost', { status: 503 }] as const)('goes on where it was after %j', async (what) => {
      stand.trouble({ method: 'PUT', path: '/up/', do: what });
      await keep();
      expect(stored()).toBe(true);
      expect(stand.fake.files.get('big.docx')?.writes).toBe(1);
    });

    it('is sent once more when the answer to the last slice is lost and the address is gone', async () => {
      stand.trouble({ method: 'PUT', path: '/up/', after: 2, do: 'lost' });
      expect(await keep()).toMatchObject({ itemId: 'i-big.docx' });
      expect(stored()).toBe(true);
      expect(stand.sent('POST')).toHaveLength(2);
    });

    it('gives up when the address is gone every time', async () => {
      stand.trouble({ method: 'PUT', path: '/up/', times: 99, do: { status: 404 } });
      expect((await faultOf(keep())).code).toBe('not-found');
      expect(stand.sent('POST')).toHaveLength(2);
    });

    it('gives up when the line stays broken', async () => {
      stand.trouble({ method: 'PUT', path: '/up/', times: 99, do: 'cut' });
      expect((await faultOf(keep())).code).toBe('graph-unreachable');
      expect(stand.sent('PUT').length).toBeLessThan(6);
    });

    it('is not sent to an address on another host', async () => {
      for (const origin of ['https://evil.example', `http://${stand.fake.host}`, 'https://x@evil.example']) {
        stand.fake.uploadOrigin = origin;
        expect((await faultOf(keep())).code).toBe('refused');
      }
      expect(stand.sent('PUT')).toEqual([]);
    });

    it('says when the file is open or the room is full', async () => {
      stand.trouble({ method: 'PUT', path: '/up/', do: { status: 423 } });
      expect((await faultOf(keep())).code).toBe('file-open');
      stand.trouble({ method: 'PUT', path: '/up/', do: { status: 507 } });
      expect((await faultOf(keep())).code).toBe('out-of-space');
    });
  });
});

describe('looking for a post in a channel', () => {
  const due = new Date('2026-09-28T06:30:00Z');
  const find = (marker: string) => stand.graph.findMessage(team, marker, due);
  /** So many minutes after the post was due; an edit is later than the message. */
  const message = (minutes: number, content: string, editedMinutes = minutes) => ({
    id: `${content} ${String(minutes)}`,
    createdDateTime: new Date(due.getTime() + minutes * 60_000).toISOString(),
    lastModifiedDateTime: new Date(due.getTime() + editedMinutes * 60_000).toISOString(),
    body: { content },
  });
  const talk = (count: number, from: number) =>
    Array.from({ length: count }, (_, at) => message(from - at, 'prat'));

  it('finds it by its marker, as the app itself', async () => {
    stand.fake.messages = [
      { id: '1', body: { content: null }, attachments: [{ content: '{"post":"m-1"}' }] },
      { id: '2', body: { content: 'm-2' } },
    ];
    expect(await find('m-1')).toBe('1');
    expect(await find('m-2')).toBe('2');
    expect(await find('m-3')).toBeUndefined();
    expect(stand.fake.heard[0]?.headers.authorization).toBe(
      'Bearer app https://graph.microsoft.com/.default T1',
    );
    expect(stand.fake.heard[0]?.path).toContain('/messages?$top=50');
  });

  it('reads on behind what people have written since', async () => {
    stand.fake.messages = [...talk(170, 400), message(1, 'm-1')];
    expect(await find('m-1')).toBe('m-1 1');
    expect(stand.fake.heard.length).toBeGreaterThan(1);
  });

  it('ends where a whole page is older than the post can be, and at no single older message', async () => {
    stand.fake.messages = [
      // In the order of their last edit or answer, which comes later than they do.
      ...Array.from({ length: 49 }, (_, at) => message(-100 - at, 'gammel tråd')),
      message(6, 'prat'),
      message(5, 'm-1'),
      ...talk(400, -1),
    ];
    expect(await find('m-1')).toBe('m-1 5');
    stand.fake.heard.length = 0;
    expect(await find('m-2')).toBeUndefined();
    expect(stand.fake.heard.length).toBeLessThanOrEqual(3);
  });

  it('does not say that it is absent when there is more than can be looked through', async () => {
    stand.fake.messages = talk(1500, 2000);
    expect((await faultOf(find('m-1'))).code).toBe('graph-busy');
  });

  it('does not look for ever', async () => {
    stand.fake.messages = talk(1500, 2000);
    stand.trouble({ method: 'GET', path: '/messages', after: 2, do: 'hang' });
    const began = Date.now();
    expect((await faultOf(find('m-1'))).code).toMatch(/graph-(busy|unreachable)/);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  it('says when the team has not let us read', async () => {
    stand.trouble({ method: 'GET', path: '/messages', do: { status: 403 } });
    expect((await faultOf(find('m-1'))).code).toBe('not-allowed');
  });
});

describe('asking who owns a team', () => {
  const members = Array.from({ length: 120 }, (_one, at) => ({
    ...{ id: `m${String(at)}`, userId: `p${String(at)}` },
    roles: [[], ['owner'], ['guest'], null][at % 4],
  }));

  it('finds every owner, over all pages and as the app itself', async () => {
    stand.fake.members = [...members, { id: 'app', roles: ['owner'] }];
    const owners = await stand.graph.teamOwners(team);
    expect(owners).toEqual(members.filter((_one, at) => at % 4 === 1).map(({ userId }) => userId));
    expect(stand.fake.heard[0]?.headers.authorization).toMatch(/^Bearer app /);
  });

  it('says when the team has not let us read its members', async () => {
    stand.trouble({ method: 'GET', path: '/members', do: { status: 403 } });
    expect((await faultOf(stand.graph.teamOwners(team))).code).toBe('not-allowed');
  });
});

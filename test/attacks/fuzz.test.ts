import { Agent, request } from 'node:http';
import { botStand, otherTenant, tenant, type BotStand } from '../support/bot-stand.ts';
import { type Draw, seeded } from './disclosure/random.ts';
import { activities } from './fuzz/activities.ts';
import { mutated } from './fuzz/mutations.ts';

/** `ACTIVITIES` and `SEED` for more of them, or others: `npm run soak` sends a hundred thousand. */
const ACTIVITIES = Number(process.env['ACTIVITIES'] ?? 3000);
const SEED = Number(process.env['SEED'] ?? 1);
const atOnce = 40;

let stand: BotStand;
let address = '';
/** Every time that a handler ran, with the place that it was told of. */
const handled: { readonly tenant: string; readonly serviceUrl: string }[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

beforeAll(async () => {
  stand = await botStand(5000);
  address = stand.address;
  const card = ({ at }: { at: { tenant: string; serviceUrl: string } }) => {
    handled.push(at);
    return Promise.resolve({ type: 'AdaptiveCard', version: '1.5', fallbackText: 'x', body: [] });
  };
  const dialog = async (given: Parameters<typeof card>[0]) => ({ title: 'Sak', card: await card(given) });
  const noteAt = async (at: Parameters<typeof card>[0]['at']) => {
    await card({ at });
  };
  const note = ({ at }: Parameters<typeof card>[0]) => noteAt(at);
  stand.door.onPress('answer', card);
  stand.door.onMessageAction('agenda', { open: dialog, submit: dialog });
  stand.door.onCommand(['hjelp'], card);
  stand.door.onOtherText(card);
  stand.door.onInstalled(note);
  stand.door.onRemoved(note);
  stand.door.onPlaceChanged(note);
  stand.door.onMeetingNews(note);
  stand.door.onMembersChanged(noteAt);
  stand.door.onSeen(noteAt);
}, 60_000);

afterAll(async () => {
  agent.destroy();
  await stand.close();
});

interface Sent {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly isSigned: boolean;
}

interface Heard {
  readonly status: number;
  readonly text: string;
}

const send = ({ body, headers }: Sent) =>
  new Promise<Heard>((resolve, reject) => {
    const asked = request(`${address}/api/messages`, { method: 'POST', agent, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });

/** Good ones, and those that somebody without the right might come with. */
async function tokens() {
  const { issuer } = stand;
  const sign = async (change: object, by?: Parameters<typeof issuer.sign>[1]) =>
    `Bearer ${await issuer.sign({ ...stand.claims(), ...change }, by)}`;
  const now = Math.floor(Date.now() / 1000);
  const good = await sign({});
  const bad = await Promise.all([
    ...[sign({ aud: otherTenant }), sign({ iss: 'https://evil.example' }), sign({ aud: undefined })],
    ...[
      sign({ exp: now - 3600, nbf: now - 7200 }),
      sign({ nbf: now + 3600 }),
      sign({ serviceurl: undefined }),
    ],
    ...[
      sign({ serviceurl: 'https://evil.example/' }),
      sign({ serviceurl: ['x'] }),
      sign({ aud: [otherTenant] }),
    ],
    ...[sign({}, { key: issuer.otherKey }), sign({}, { kid: 'k2' }), sign({}, { kid: 'k9' })],
  ]);
  const garbage = [
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Basic a2FyaQ==',
    `${good}x`,
    good.replace('Bearer', 'bearer '),
  ];
  return { good, bad: [...bad, ...garbage, good.slice(0, -40), good.replace('.', '..')] };
}

function drawn(
  draw: Draw,
  kinds: ReturnType<typeof activities>,
  { good, bad }: Awaited<ReturnType<typeof tokens>>,
): Sent {
  const isSigned = draw.chance(0.8);
  const authorization = isSigned ? good : (bad[draw.below(bad.length)] ?? '');
  const odd = draw.chance(0.03) ? { 'content-encoding': 'gzip' } : {};
  const type = draw.chance(0.05) ? 'text/html' : 'application/json';
  const body = mutated(draw, kinds[draw.below(kinds.length)]);
  return { body, isSigned, headers: { 'content-type': type, authorization, ...odd } };
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** `undefined` = no JSON that we would read. */
function readOf({ body, headers }: Sent): Fields | undefined {
  const bytes = Buffer.from(body);
  if (bytes.length > 256 * 1024 || 'content-encoding' in headers) return undefined;
  try {
    return fields(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/** Whether the connector has vouched for it and it is for us, told from the bytes alone: the guard is not asked. */
function mayPass(sent: Sent): boolean {
  const read = sent.isSigned ? readOf(sent) : undefined;
  return read !== undefined && isFromTeams(read) && isOfOurTenant(read) && hasSender(read);
}

const isFromTeams = ({ channelId, serviceUrl, id }: Fields) =>
  channelId === 'msteams' && serviceUrl === stand.serviceUrl && Boolean(id);

const isOfOurTenant = ({ from, recipient, conversation, channelData }: Fields) => {
  const said = [
    fields(conversation)['tenantId'],
    fields(fields(channelData)['tenant'])['id'],
    fields(from)['tenantId'],
    fields(recipient)['tenantId'],
  ];
  const tenants = said.filter((one) => one !== undefined && one !== null);
  return tenants.length > 0 && tenants.every((one) => one === tenant);
};

const hasSender = ({ type, from }: Fields) =>
  type === 'conversationUpdate' || type === 'event' || Boolean(fields(from)['aadObjectId']);

const refusals = new Map([
  [400, '{"error":{"code":"bad-input"}}'],
  [401, '{"error":{"code":"not-signed-in"}}'],
  [403, '{"error":{"code":"not-allowed"}}'],
  [413, '{"error":{"code":"too-large"}}'],
]);
/** Of what may pass too: an invoke that is none of ours. */
const others = new Map([...refusals, [404, '{"error":{"code":"unknown-action"}}']]);

const isTelling = (text: string) => /node_modules|\.ts:\d|Error:|at .* \(|evil\.example/.test(text);

/** What was wrong with an answer; `undefined` = nothing. */
function fault(sent: Sent, { status, text }: Heard): string | undefined {
  const said = `${String(status)} ${text.slice(0, 200)}`;
  if (!mayPass(sent)) return refusals.get(status) === text ? undefined : `without right: ${said}`;
  if (status === 200) return isTelling(text) ? `tells too much: ${said}` : undefined;
  return others.get(status) === text ? undefined : said;
}

describe('mutated activities', () => {
  it(
    `end in no fault and reach no handler without right, ${String(ACTIVITIES)} of them`,
    async () => {
      const draw = seeded(SEED);
      const kinds = activities((change) => stand.activity(change));
      const signed = await tokens();
      const all = Array.from({ length: atOnce }, () => 0);
      const faults: string[] = [];
      const heard = new Map<number, number>();
      let without = 0;
      for (let left = ACTIVITIES; left > 0; left -= atOnce) {
        const round = all.slice(0, left).map(() => drawn(draw, kinds, signed));
        // Apart, so that whatever runs while the first are answered ran without right.
        for (const may of [false, true]) {
          const before = handled.length;
          const sent = round.filter((one) => mayPass(one) === may);
          const answers = await Promise.all(sent.map(send));
          answers.forEach((answer, at) => {
            heard.set(answer.status, (heard.get(answer.status) ?? 0) + 1);
            const one = sent[at];
            const found = one && fault(one, answer);
            if (found !== undefined) faults.push(`${found} <- ${String(one?.body).slice(0, 600)}`);
          });
          if (!may) without += handled.length - before;
        }
        // What the stands remember of a hundred thousand is only in the way.
        stand.connector.heard.length = 0;
        stand.warnings.length = 0;
      }
      expect(faults.slice(0, 5)).toEqual([]);
      expect(without).toBe(0);
      expect(stand.bugs).toEqual([]);
      // The fuzzer is no good if all of it is turned away at the gate.
      expect(handled.length).toBeGreaterThan(ACTIVITIES / 10);
      expect([...heard.keys()].sort()).toEqual([200, 400, 401, 403, 404, 413]);
    },
    30 * 60_000,
  );

  it('have told handlers of our tenant and our connector only', () => {
    const places = new Set(handled.map((at) => `${at.tenant} ${at.serviceUrl}`));
    expect([...places]).toEqual([`${tenant} ${stand.serviceUrl}`]);
  });

  it('have left nothing in what all objects share', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {} || 'isAdmin' in {}).toBe(false);
  });
});

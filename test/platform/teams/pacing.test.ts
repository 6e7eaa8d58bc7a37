import { TeamsFault, type Address, type Teams } from '../../../bot/platform/teams/teams.ts';
import { botStand, tenant, type BotStand } from '../../support/bot-stand.ts';
import { json } from '../../support/issuer.ts';

const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hei', wrap: true }] };

let stand: BotStand;
let teams: Teams;
let count = 0;
/** Each call in a conversation of its own, so that none waits for the pace of another. */
const elsewhere = (): Address => ({
  ...{ tenant, serviceUrl: stand.serviceUrl, conversation: `19:${String(++count)}@thread.tacv2` },
});

beforeAll(async () => {
  stand = await botStand();
  ({ teams } = stand);
});
afterAll(() => stand.close());

const faultOf = async (asked: Promise<unknown>): Promise<TeamsFault> => {
  const error: unknown = await asked.catch((fault: unknown) => fault);
  if (!(error instanceof TeamsFault)) throw new Error(`No fault: ${String(error)}`);
  return error;
};

describe('a request to Teams', () => {
  const refusals: [number, unknown, TeamsFault['kind'], TeamsFault['reason']][] = [
    [403, { error: { code: 'BotNotInConversationRoster' } }, 'gone', 'bot-removed'],
    [403, { error: { code: 'ConversationBlockedByUser' } }, 'gone', 'blocked'],
    [403, { subCode: 'MessageWritesBlocked', code: 'Forbidden' }, 'gone', 'blocked'],
    [403, { error: { code: 'BotDisabledByAdmin' } }, 'gone', 'bot-disabled'],
    [403, { error: { code: 'InvalidBotApiHost' } }, 'refused', 'wrong-host'],
    [403, { error: { code: 'Noe nytt' } }, 'gone', undefined],
    [403, 'ikke JSON', 'gone', undefined],
    [404, { error: { code: 'ConversationNotFound' } }, 'gone', 'conversation-gone'],
    [404, { error: { code: 'ActivityNotFoundInConversation' } }, 'gone', 'message-gone'],
    [401, { error: { code: 'BotNotRegistered' } }, 'refused', 'bot-unknown'],
    [400, { error: { code: 'MessageSizeTooBig' } }, 'refused', 'too-large'],
    [413, { error: { code: 'MessageSizeTooBig' } }, 'refused', 'too-large'],
    [429, { error: { code: 'Throttled' } }, 'busy', undefined],
    [412, { error: { code: 'PreconditionFailed' } }, 'busy', undefined],
    [502, { error: { code: 'MessageSizeTooBig' } }, 'unknown', 'too-large'],
    [403, { error: { code: 'constructor' } }, 'gone', undefined],
  ];

  it.each(refusals)('is told at %d %j as %s, because of %s', async (code, body, kind, reason) => {
    stand.answerConnector((_request, response) => {
      json(response, code, body);
    });
    const fault = await faultOf(teams.startThread(elsewhere(), card, 'x'));
    expect([fault.kind, fault.reason]).toEqual([kind, reason]);
  });

  it('waits for its turn, whoever sends it and in whichever thread', async () => {
    const to = elsewhere();
    const began = Date.now();
    const arrived: number[] = [];
    stand.answerConnector((_request, response) => {
      arrived.push(Date.now() - began);
      json(response, 201, { id: 'm' });
    });
    const thread = (number: number) => ({
      ...to,
      conversation: `${to.conversation};messageid=${String(number)}`,
    });
    await Promise.all(Array.from({ length: 8 }, (_one, number) => teams.send(thread(number), card, 'x')));
    expect(arrived.filter((ms) => ms < 900).length).toBeLessThanOrEqual(7);
    expect(arrived.at(-1)).toBeGreaterThan(1900);
  });

  it('goes at once with a turn that was taken before', async () => {
    const to = elsewhere();
    stand.answerConnector((_request, response) => {
      json(response, 201, { id: 'm' });
    });
    const turn = await stand.pace.turn(to, 'message');
    stand.pace.refused(to, 'message', 60_000);
    const began = Date.now();
    await teams.send({ ...to, turn }, card, 'x');
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it('makes the whole conversation wait when Teams says so, but not who reads its members', async () => {
    const to = elsewhere();
    stand.answerConnector((_request, response) => {
      json(response, 429, {}, { 'retry-after': '1' });
    });
    await faultOf(teams.send(to, card, 'x'));
    stand.answerConnector((_request, response) => {
      json(response, 200, { id: 'm', members: [] });
    });
    const began = Date.now();
    await teams.members(to);
    expect(Date.now() - began).toBeLessThan(800);
    await teams.send(to, card, 'x');
    expect(Date.now() - began).toBeGreaterThan(900);
  });
});

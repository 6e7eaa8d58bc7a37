import { setUpRights } from '../../bot/people/actions/owners.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Address, type Card, type Press, TeamsFault } from '../../bot/platform/teams/teams.ts';
import { channelSetUpActions } from '../../bot/programme/actions/channel-set-up.ts';
import { greetingActions } from '../../bot/programme/actions/greetings.ts';
import { channelSetUpChat } from '../../bot/programme/chat/channel-set-up.ts';
import { greetingWork } from '../../bot/programme/jobs/greetings.ts';
import { greetingStore } from '../../bot/programme/store/greetings.ts';
import { channelId, installation, office, tenant } from '../support/office.ts';
import { words } from '../support/story.ts';

export const fault = (kind: TeamsFault['kind']) => new TeamsFault({ kind, message: kind });
export const owner = { tenant, id: 'leder0', teamsId: '29:leder0', name: 'Leder 0', locale: 'nb-NO' };
export const colleague = { ...owner, id: 'leder1' };
export const channel = channelId('ny');

/** An office whose bot has just been added to a second channel, beside a Teams that answers as told. */
export async function arrival(database: Database) {
  const us = await office(database);
  us.roster(
    'ny',
    ['leder0', 'leder1'].map((id) => ({ id, teamsId: `29:${id}`, name: id, guest: false })),
  );
  const sent: { at: Address; card: Card; edit: boolean }[] = [];
  let script: () => Error | undefined = () => undefined;
  // Ahead of what the real machine notes when Teams tells something.
  let machineMs = Date.now() + 600_000;
  let owners: () => Promise<readonly string[]> = () => Promise.resolve(['leder0']);
  let asked = 0;
  const answer = (at: Address, card: Card, edit: boolean) => {
    const failing = script();
    if (failing !== undefined) return Promise.reject(failing);
    sent.push({ at, card, edit });
    return Promise.resolve();
  };
  const teams = {
    startThread: async (at: Address, card: Card) => {
      await answer(at, card, false);
      return { message: String(sent.length), conversation: `${at.conversation};messageid=${sent.length}` };
    },
    update: (at: Address, _message: string, card: Card) => answer(at, card, true),
  };
  const setUp = channelSetUpActions(us);
  const greetings = greetingActions(database, () => machineMs);
  const work = greetingWork({ ...us, setUp, teams, machineNow: () => machineMs });
  const rights = setUpRights({
    graph: { teamOwners: () => ((asked += 1), owners()) },
    machineNow: () => machineMs,
  });
  const presses = new Map<string, (press: Press) => Promise<Card>>();
  channelSetUpChat(
    { onPress: (verb: string, on: never) => void presses.set(verb, on), onCommand: () => undefined } as never,
    { ...us, setUp, rights, greetings },
  );
  const press = async (from: typeof owner, verb: string, data: object = {}, message = '1') => {
    const at = {
      tenant,
      serviceUrl: 'https://smba.example/no/',
      conversation: `${channel};messageid=${message}`,
    };
    const on = presses.get(verb);
    if (on === undefined) throw new Error(`Nobody answers ${verb}`);
    return words(await on({ from, at, message, verb, data: { greeting: true, ...data } }));
  };
  // The channel that was set up before the bot learnt to greet.
  const run = async () => {
    while ((await work.run()) > 0);
  };
  await run();
  sent.length = 0;
  return {
    ...{ us, sent, work, run, setUp, greetings, rights, press },
    add: (sentAt?: string) =>
      us.programme.installed({ ...installation('ny'), ...(sentAt ? { sentAt: new Date(sentAt) } : {}) }),
    remove: (sentAt?: string) =>
      us.programme.removed({ ...installation('ny'), ...(sentAt ? { sentAt: new Date(sentAt) } : {}) }),
    fail: (next: () => Error | undefined) => (script = next),
    wait: (ms: number) => (machineMs += ms),
    owned: (by: typeof owners) => (owners = by),
    asked: () => asked,
    state: async () => (await greetingStore(database).find({ tenant, channel }))?.state,
    here: async () => {
      const found = await us.programme.channel(tenant, channel);
      if (found === undefined) throw new Error('no channel');
      return found;
    },
  };
}

/** What an owner chooses. */
export const filled = {
  ...{ unit: 'etat', pack: 'digital-ledelse', language: 'nn' },
  ...{ postOn: '1', postAt: '08:30', startWeek: '2026-W40' },
};

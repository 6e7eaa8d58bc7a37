import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadPacks } from '../../bot/content/packs.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { releaseEngine } from '../../bot/pulses/model/engine.ts';
import { keysInMemory } from '../pulses/world.ts';
import { numberedSteps } from '../support/steps.ts';
import { setUpAgency } from './agency.ts';
import { scriptedTeams } from './scripted-teams.ts';
import { type Ground, startService } from './service.ts';

const packs = loadPacks('bot/content/packs');
const opensAt = new Date('2026-09-28T06:30:00Z');

it('a run whose database fails ends only when its calls have, so that the next one finds nothing half sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-faults-'));
  const database = await embeddedDatabase(folder);
  const teams = scriptedTeams({ nowMs: () => opensAt.getTime(), strike: () => undefined });
  const clock = { now: () => opensAt };
  const ground: Ground = {
    ...{ database, packs, teams, clock, keys: keysInMemory(), engine: releaseEngine },
    ...{
      machineNow: () => opensAt.getTime(),
      draw: () => 0.5,
      members: () => [],
      mark: { value: undefined },
    },
  };
  const before = { now: () => new Date(opensAt.getTime() - 86_400_000) };
  await setUpAgency({ database, packs, ...before }, { channels: 6, answering: 0 }, '2026-W40');
  let isAway = false;
  const onItsWay = Promise.withResolvers<undefined>();
  const arrives = Promise.withResolvers<undefined>();
  const steps = numberedSteps(() => isAway);
  const service = startService(ground, {
    ...steps,
    async around(work) {
      if (teams.standing.length === 2) {
        isAway = true;
        onItsWay.resolve(undefined);
        await arrives.promise;
      }
      return work();
    },
  });
  await service.rounds.run();

  const running = service.posts.run().then(
    () => 'ended well',
    () => 'ended with faults',
  );
  await onItsWay.promise;
  expect(await Promise.race([running, pause(500, 'under way')])).toBe('under way');
  arrives.resolve(undefined);
  expect(await running).toBe('ended with faults');
  await database.close();
  await rm(folder, { recursive: true, force: true });
}, 600_000);

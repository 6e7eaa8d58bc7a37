import { type Database } from '../../../bot/platform/database/database.ts';
import { roundWork } from '../../../bot/programme/jobs.ts';
import { channelId, installation, tenant } from '../office.ts';
import { setupStand, type SetupStand } from './setup-stand.ts';

/** Two channels and an open round, in the week before Advent. */
export async function yearStand(database: Database): Promise<SetupStand> {
  const stand = await setupStand(database);
  const { us } = stand;
  await us.programme.installed(installation('drift'));
  await us.programme.keepChannel(tenant, channelId('drift'), {
    ...{ unit: 'etat', programme: 'uka', language: 'nn', state: 'active' },
  });
  const [known] = (await us.programme.setup(tenant, 'nb')).programmes;
  if (known === undefined) throw new Error('no programme');
  await us.programme.keepProgramme(tenant, 'uka', {
    ...{ ...known, startWeek: '2026-W48', quiet: ['july', 'christmas', 'easter'] },
    ...{ daysOff: ['2027-02-15'], dayNames: { '2027-02-15': 'Planleggingsdag' } },
  });
  us.at('2026-11-23T08:00:00Z');
  await roundWork({ ...us, parts: () => [] }).run(new AbortController().signal);
  return stand;
}

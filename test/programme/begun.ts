import { type Database } from '../../bot/platform/database/database.ts';
import { type ProgrammeBody, programmeBody } from '../../bot/programme/api.ts';
import { type WeekBody } from '../../bot/programme/api/calendar.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { type RoundPart } from '../../bot/programme/slots.ts';
import { office, tenant } from '../support/office.ts';

/** When its first round opens. */
export const monday = '2026-09-28T06:30:00Z';
export const at = (week: string) => ({ tenant, programme: 'uka', week });
export const inPlan = { unit: 'plan', programme: 'uka', language: 'nb', state: 'active' } as const;

/** An office before its first Monday, and what a decision there does. */
export async function begun(database: Database, channels?: readonly string[]) {
  const us = await office(database, channels ? { channels } : {});
  const parts: RoundPart[] = [];
  const work = roundWork({ ...us, parts: () => parts });
  const kept = async (id = 'uka') => {
    const found = (await us.programme.setup(tenant, 'nb')).programmes.find((one) => one.id === id);
    if (found === undefined) throw new Error('no programme');
    return { ...programmeBody.parse(found), ifMatch: found.etag };
  };
  return {
    ...us,
    parts,
    kept,
    run: (time: string) => {
      us.at(time);
      return work.run(new AbortController().signal);
    },
    change: async (values: Partial<ProgrammeBody>) => ({ ...(await kept()), ...values }),
    effects: async (values: Partial<ProgrammeBody>) =>
      (
        await us.programme.programmeEffects(
          { tenant, programme: 'uka' },
          { ...(await kept()), ...values },
          'nb',
        )
      ).lines,
    weekEffects: async (week: string, body: WeekBody) =>
      (await us.programme.weekEffects(at(week), body, 'nb')).lines,
    states: async () =>
      (await us.programme.rounds(tenant)).map(({ week, state, reason }) =>
        [week, state, ...(reason ?? '').split('programme.reason.').slice(1)].join(' '),
      ),
  };
}

import { createHash } from 'node:crypto';
import { type z } from 'zod';
import { type PeopleActions } from '../../people/actions.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { Refusal } from '../../refusal.ts';
import { type discussionBody } from '../api.ts';
import { dayIn } from '../model/calendar.ts';
import { type Discussion } from '../model/involvement.ts';
import { discussionStore } from '../store/discussions.ts';
import { policyStore } from '../store/policies.ts';

/** What is written down about the involvement of the employee representatives. */
export interface DiscussionActions {
  /**
   * The same one twice is kept once. Throws `unknown-unit`, `bad-input` for a day that has not come, and
   * `policy-changed` when another policy than the one that was discussed holds by now.
   */
  recordDiscussion(by: PersonRef, body: z.input<typeof discussionBody>): Promise<void>;
  /** The first time somebody makes the note of a policy is written down. */
  recordNote(by: PersonRef): Promise<void>;
  /** Oldest first. */
  discussions(tenant: string): Promise<readonly Discussion[]>;
}

const zone = 'Europe/Oslo';

export function discussionActions({
  database,
  people,
  clock,
}: {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'units'>;
  readonly clock: Clock;
}): DiscussionActions {
  const today = () => dayIn(zone, clock.now());
  const keep = async (by: PersonRef, step: Omit<Discussion, 'recordedAt'>) => {
    const discussion = { ...step, recordedAt: clock.now(), by: by.id };
    await discussionStore(database).add(by.tenant, idOf(step), discussion);
  };
  return {
    discussions: (tenant) => discussionStore(database).of(tenant),

    async recordDiscussion(by, { kind = 'discussed', basis = '', conclusion = '', policyVersion, ...body }) {
      const units = await people.units(by.tenant);
      if (!units.some((unit) => unit.id === body.unit)) throw new Refusal('unknown-unit');
      if (body.heldOn > today()) throw new Refusal('bad-input', { faults: 'heldOn: not yet' });
      const { version } = await policyStore(database).of(by.tenant);
      if ((policyVersion ?? version) !== version) throw new Refusal('policy-changed');
      await keep(by, { ...body, kind, basis, conclusion, policyVersion: version });
    },

    async recordNote(by) {
      const { version } = await policyStore(database).of(by.tenant);
      const known = await discussionStore(database).of(by.tenant);
      if (known.some(({ kind, policyVersion }) => kind === 'made' && policyVersion === version)) return;
      const empty = { unit: '', counterpart: '', basis: '', conclusion: '' };
      await keep(by, { ...empty, kind: 'made', heldOn: today(), policyVersion: version });
    },
  };
}

/** Of what it says, so that two who write down the same make one. */
function idOf({ kind, unit, heldOn, counterpart, basis, ...step }: Omit<Discussion, 'recordedAt'>): string {
  const said = [kind, unit, heldOn, counterpart, basis, step.conclusion, step.policyVersion];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { ancestors } from '../../people/model.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { formatDate, type Language, texts, weekName } from '../../platform/texts.ts';
import { type Insight, type NoteReply, type TrustReply } from '../api/trust.ts';
import { dayIn } from '../model/calendar.ts';
import { discussedVersions, evaluationIsDue, involvementOf } from '../model/involvement.ts';
import { explained } from '../note/explained.ts';
import { basisOf, noteOf } from '../note/note.ts';
import { type ReleasedFigures } from '../slots.ts';
import { type ProgrammeActions } from '../actions.ts';
import { comingRounds } from './coming.ts';

/** What people may know of the pulses before they trust them. */
export interface TrustActions {
  /** With the insight of the roles, or only the explanation. */
  trust(tenant: string, language: Language, insight: boolean): Promise<TrustReply>;
  note(tenant: string, language: Language): Promise<NoteReply>;
}

export interface TrustParts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'units'>;
  readonly programme: Pick<ProgrammeActions, 'policy' | 'discussions' | 'channels'>;
  readonly packs: Packs;
  readonly clock: Clock;
  readonly agencyName: string;
  readonly figures: ReleasedFigures;
}

const zone = 'Europe/Oslo';

export function trustActions(parts: TrustParts): TrustActions {
  const { programme, clock } = parts;
  return {
    async trust(tenant, language, insight) {
      const policy = await programme.policy(tenant);
      return {
        parts: explained(policy, texts(language)),
        insight: insight ? await insightOf(parts, tenant, language) : null,
      };
    },

    async note(tenant, language) {
      const policy = await programme.policy(tenant);
      const { packs, rounds } = await comingRounds(parts, tenant, language);
      const facts = {
        ...{ agency: parts.agencyName, packs, coming: rounds },
        madeOn: longDate(language, clock.now()),
        evaluateOn: policy.evaluateOn && longDate(language, noonOf(policy.evaluateOn)),
        when: ({ week, opensAt }: { week: string; opensAt: string }) =>
          `${weekName(language, week)}, ${formatDate(language, new Date(opensAt), zone)}`,
      };
      return noteOf(policy, facts, texts(language));
    },
  };
}

async function insightOf(parts: TrustParts, tenant: string, language: Language): Promise<Insight> {
  const { programme, figures, clock } = parts;
  const policy = await programme.policy(tenant);
  const discussions = await programme.discussions(tenant);
  const names = new Map((await parts.people.units(tenant)).map(({ id, name }) => [id, name]));
  return {
    policyVersion: policy.version,
    basis: basisOf(policy, texts(language)),
    evaluateOn: policy.evaluateOn ?? null,
    evaluationDue: evaluationIsDue(policy.evaluateOn, dayIn(zone, clock.now()), discussions),
    coming: (await comingRounds(parts, tenant, language)).rounds,
    discussions: discussions.map(({ kind, unit, heldOn, counterpart, conclusion, policyVersion }) => ({
      ...{ kind, heldOn, counterpart, conclusion, policyVersion },
      unit: names.get(unit) ?? unit,
    })),
    units: await unitStates(parts, tenant, {
      discussed: discussedVersions(discussions),
      version: policy.version,
    }),
    results: await figures.agency(tenant, language),
    retention: { months: policy.retentionMonths, last: await figures.lastDeletion(tenant) },
  };
}

/** The units whose channels get posts, in the order of the tree. */
async function unitStates(
  { people, programme }: TrustParts,
  tenant: string,
  involved: Parameters<typeof involvementOf>[1],
): Promise<Insight['units']> {
  const units = await people.units(tenant);
  const channels = await programme.channels(tenant);
  const posted = new Set(channels.flatMap(({ unit, state }) => (state === 'removed' ? [] : [unit])));
  return units
    .filter(({ id }) => posted.has(id))
    .map(({ id, name }) => {
      const path = [id, ...ancestors(units, id).map((above) => above.id)];
      return { unit: id, name, state: involvementOf(path, involved) };
    });
}

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** `mandag 18. januar 2027`. */
const longDate = (language: Language, date: Date) =>
  `${formatDate(language, date, zone)} ${dayIn(zone, date).slice(0, 4)}`;

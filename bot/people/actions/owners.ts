import { type Graph, GraphFault } from '../../platform/graph/graph.ts';
import { Refusal } from '../../refusal.ts';
import { type PersonRef } from '../model.ts';

interface Team {
  readonly tenant: string;
  /** The Microsoft 365 group of the team. */
  readonly groupId: string;
}

/** Who may set up a team's channels: its owners, and administrators who have shown that they are. */
export interface SetUpRights {
  /** Throws `owners-only`, or `owners-unknown` where Teams does not tell us who they are. */
  require(person: PersonRef, team: Team): Promise<void>;
  /** The tab's token says that the caller is an administrator; in chats nobody's roles are known. */
  shown(caller: PersonRef & { readonly roles: readonly string[]; readonly tokenExpires: Date }): void;
}

/** A list of owners is at most this old, by the machine's clock. */
const OWNERS_AGE_MS = 60_000;
const KEPT = 2000;

export function setUpRights(given: {
  readonly graph: Pick<Graph, 'teamOwners'>;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
}): SetUpRights {
  const { graph, machineNow = Date.now } = given;
  const teams = new Map<string, { readonly asked: number; readonly owners: Promise<readonly string[]> }>();
  const admins = new Map<string, number>();

  /** Callers at the same time share one call; a failure is told to them, and to nobody who comes later. */
  const ownersOf = (team: Team): Promise<readonly string[]> => {
    const key = `${team.tenant} ${team.groupId}`;
    const known = teams.get(key);
    if (known !== undefined && machineNow() - known.asked < OWNERS_AGE_MS) return known.owners;
    if (teams.size >= KEPT) teams.clear();
    const entry = { asked: machineNow(), owners: graph.teamOwners(team) };
    teams.set(key, entry);
    entry.owners.catch(() => {
      if (teams.get(key) === entry) teams.delete(key);
    });
    return entry.owners;
  };
  const isAdmin = ({ tenant, id }: PersonRef) => (admins.get(`${tenant} ${id}`) ?? 0) > machineNow();

  return {
    async require(person, team) {
      if (isAdmin(person)) return;
      if (team.groupId === '') throw new Refusal('owners-unknown');
      const owners = await ownersOf(team).catch((fault: unknown) => {
        if (fault instanceof GraphFault) throw new Refusal('owners-unknown');
        throw fault;
      });
      if (!owners.includes(person.id)) throw new Refusal('owners-only');
    },
    shown({ tenant, id, roles, tokenExpires }) {
      if (!roles.includes('Puls.Admin')) return;
      if (admins.size >= KEPT) admins.clear();
      admins.set(`${tenant} ${id}`, tokenExpires.getTime());
    },
  };
}

import { type GraphNeeds } from '../../graph-door.ts';
import { forbidden, membersOf, type Access } from '../access.ts';
import { type Call } from '../call.ts';
import { notFound } from '../graph-error.ts';
import { type Plan, type RecordBook } from '../records.ts';

export interface PlannerParts {
  readonly book: RecordBook;
  readonly needs: GraphNeeds;
  readonly access: Access;
}

/** Finds a plan and refuses who is not a member of its group. */
export function planReader({ book, needs }: PlannerParts) {
  return (call: Call, id: string | undefined): Plan => {
    const plan = book.records.plans.find((one) => one.id === id);
    if (!plan) throw notFound('The requested item is not found.');
    const { oid } = call.holder;
    const team = needs.world().teams.find((one) => one.groupId === plan.group);
    if (oid !== undefined && !(team && membersOf(team).includes(oid))) throw forbidden('plan');
    return plan;
  };
}

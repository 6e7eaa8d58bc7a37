import { permissions } from '../access.ts';
import { collection, created, isJson, jsonOf, onlyProperties, single, textOf } from '../call.ts';
import { type Call, type Route } from '../call.ts';
import { badRequest } from '../graph-error.ts';
import { actorOf } from '../identity.ts';
import { plannerId, type Plan } from '../records.ts';
import { planReader, type PlannerParts } from './plan-reader.ts';
import { taskRoutes } from './tasks.ts';
import { askedTaskView, bucketView, planView } from './views.ts';

export function plannerRoutes(parts: PlannerParts): readonly Route[] {
  return [...planRoutes(parts), ...bucketRoutes(parts), ...taskRoutes(parts)];
}

function planRoutes(parts: PlannerParts): readonly Route[] {
  const { book, needs, access } = parts;
  const planOf = planReader(parts);
  const show = (call: Call, plan: Plan) => planView(plan, call.url.origin, needs.world());
  return [
    {
      method: 'GET',
      path: '/groups/{group}/planner/plans',
      needs: permissions.readTasks,
      run(call) {
        const { groupId } = access.team(call, call.params['group'] ?? '');
        const plans = book.records.plans.filter((plan) => plan.group === groupId);
        return collection(
          call,
          plans.map((plan) => show(call, plan)),
        );
      },
    },
    {
      method: 'POST',
      path: '/planner/plans',
      needs: permissions.writeTasks,
      run(call) {
        const body = jsonOf(call);
        onlyProperties(body, ['container', 'title', 'owner'], 'plannerPlan');
        const plan: Plan = {
          id: plannerId(),
          group: access.team(call, groupIn(body['container'])).groupId,
          title: textOf(body, 'title'),
          createdBy: actorOf(call.holder),
          createdAt: needs.now().toISOString(),
        };
        book.records.plans.push(plan);
        book.changed();
        return created(show(call, plan));
      },
    },
    {
      method: 'GET',
      path: '/planner/plans/{plan}',
      needs: permissions.readTasks,
      run: (call) => single(call, show(call, planOf(call, call.params['plan']))),
    },
    {
      method: 'GET',
      path: '/planner/plans/{plan}/tasks',
      needs: permissions.readTasks,
      run(call) {
        const { id } = planOf(call, call.params['plan']);
        const tasks = book.records.tasks.filter((task) => task.plan === id);
        return collection(
          call,
          tasks.map((task) => askedTaskView(call, task)),
          400,
        );
      },
    },
  ];
}

/** The group that a container's address names, whichever host it was written with. */
function groupIn(container: unknown): string {
  const url = isJson(container) ? container['url'] : undefined;
  const group =
    typeof url === 'string' ? /^https:\/\/[^/]+\/(?:v1\.0|beta)\/groups\/([^/]+)$/.exec(url)?.[1] : undefined;
  if (group === undefined) throw badRequest("'container' needs the url of a group.");
  return group;
}

function bucketRoutes(parts: PlannerParts): readonly Route[] {
  const { book } = parts;
  const planOf = planReader(parts);
  return [
    {
      method: 'GET',
      path: '/planner/plans/{plan}/buckets',
      needs: permissions.readTasks,
      run(call) {
        const { id } = planOf(call, call.params['plan']);
        return collection(call, book.records.buckets.filter((bucket) => bucket.plan === id).map(bucketView));
      },
    },
    {
      method: 'POST',
      path: '/planner/buckets',
      needs: permissions.writeTasks,
      run(call) {
        const body = jsonOf(call);
        onlyProperties(body, ['name', 'planId', 'orderHint'], 'plannerBucket');
        const plan = planOf(call, textOf(body, 'planId'));
        const bucket = { id: plannerId(), plan: plan.id, name: textOf(body, 'name') };
        book.records.buckets.push(bucket);
        book.changed();
        return created(bucketView(bucket));
      },
    },
  ];
}

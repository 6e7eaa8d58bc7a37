import { type World } from '../../api.ts';
import { type Call, type Json } from '../call.ts';
import { identitySet } from '../identity.ts';
import { type Bucket, type Plan, type Task } from '../records.ts';

/** Planner's ETags name the kind of thing, so that a task's never fits its details. */
export const etag = (kind: 'Task' | 'TaskDetails' | 'Plan' | 'Bucket', revision: number): string =>
  `W/"${Buffer.from(`1-${kind}  @@@${String(revision).padStart(8, '0')}`).toString('base64')}"`;

export const planView = (plan: Plan, origin: string, world: World): Json => ({
  '@odata.etag': etag('Plan', 1),
  id: plan.id,
  title: plan.title,
  owner: plan.group,
  createdDateTime: plan.createdAt,
  createdBy: identitySet(plan.createdBy, world),
  container: { containerId: plan.group, type: 'group', url: `${origin}/v1.0/groups/${plan.group}` },
});

export const bucketView = (bucket: Bucket): Json => ({
  '@odata.etag': etag('Bucket', 1),
  id: bucket.id,
  name: bucket.name,
  planId: bucket.plan,
  orderHint: '8586632000000000000PU',
});

export const taskView = (task: Task): Json => ({
  '@odata.etag': etag('Task', task.revision),
  id: task.id,
  ...task.fields,
  hasDescription: typeof task.details['description'] === 'string' && task.details['description'] !== '',
  checklistItemCount: Object.keys(task.details['checklist'] ?? {}).length,
  referenceCount: Object.keys(task.details['references'] ?? {}).length,
});

export const detailsView = (task: Task): Json => ({
  '@odata.etag': etag('TaskDetails', task.detailsRevision),
  id: task.id,
  description: '',
  previewType: 'automatic',
  references: {},
  checklist: {},
  ...task.details,
});

/** A task as the call asks for it: with `$expand=details`, its details inside. */
export const askedTaskView = (call: Call, task: Task): Json =>
  call.url.searchParams.get('$expand')?.split(',').includes('details') === true
    ? { ...taskView(task), details: detailsView(task) }
    : taskView(task);

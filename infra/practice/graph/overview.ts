import { type StateFile, type StateTask } from '../api.ts';
import { type GraphDoor } from '../graph-door.ts';
import { isJson } from './call.ts';
import { drivesOf } from './files/drives.ts';
import { type FileParts } from './files/parts.ts';
import { type Item, type Task } from './records.ts';

/** What Graph holds, as practice's page and JSON API show it. */
export function overview({ book, needs, tree, contents }: FileParts): Pick<GraphDoor, 'state' | 'file'> {
  const { records } = book;
  const driveName = (id: string) => drivesOf(needs.world()).find((drive) => drive.id === id)?.name ?? id;

  const fileOf = (item: Item): StateFile => ({
    id: item.id,
    name: item.name,
    path: [driveName(item.drive), ...tree.path(item).slice(0, -1)].join('/'),
    size: item.size,
    createdBy: item.createdBy.person ?? item.createdBy.app,
    modifiedAt: item.modifiedAt,
    versions: item.versions.length,
  });
  const taskOf = (task: Task): StateTask => {
    const { title, dueDateTime, percentComplete, assignments } = task.fields;
    const { description } = task.details;
    return {
      id: task.id,
      plan: records.plans.find((plan) => plan.id === task.plan)?.title ?? task.plan,
      title: title as string,
      assignees: isJson(assignments) ? Object.keys(assignments) : [],
      ...(typeof dueDateTime === 'string' ? { due: dueDateTime } : {}),
      percentComplete: percentComplete as number,
      description: typeof description === 'string' ? description : '',
    };
  };
  const siteName = (site: string) =>
    drivesOf(needs.world()).find((drive) => drive.site === site)?.name ?? site;

  return {
    state: () => ({
      files: records.items.filter((item) => !item.folder).map(fileOf),
      tasks: records.tasks.map(taskOf),
      lists: records.lists.flatMap((list) =>
        list.items.map((item) => ({ site: siteName(list.site), list: list.name, fields: item.fields })),
      ),
    }),
    file(itemId) {
      const item = records.items.find((one) => one.id === itemId && !one.folder);
      return item && { name: item.name, type: item.type, bytes: contents.bytes(item) };
    },
  };
}

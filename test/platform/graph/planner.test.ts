import { type DelegatedGraph, type TaskToKeep } from '../../../bot/platform/graph/graph.ts';
import { graphFaultOf as faultOf, graphStand, type GraphStand } from '../../support/graph-stand.ts';

let stand: GraphStand;
let asKari: DelegatedGraph;

beforeAll(async () => {
  stand = await graphStand(2000);
});
afterAll(() => stand.fake.close());
beforeEach(() => {
  stand.reset();
  asKari = stand.asKari();
});

describe('the team’s plan', () => {
  it('is found again by its title, over all pages', async () => {
    for (const title of ['A', 'B', 'Oppfølging']) stand.fake.plans.push({ id: `p-${title}`, title });
    expect(await asKari.keepPlan('g1', 'Oppfølging')).toBe('p-Oppfølging');
    expect(stand.sent('POST')).toEqual([]);
  });

  it('is made once, also when the answer was lost', async () => {
    stand.trouble({ method: 'POST', path: '/planner/plans', do: 'lost' });
    expect((await faultOf(asKari.keepPlan('g1', 'Oppfølging'))).code).toBe('graph-unreachable');
    expect(await asKari.keepPlan('g1', 'Oppfølging')).toBe('p1');
    expect(stand.fake.plans).toHaveLength(1);
    expect(stand.sent('POST')[0]?.body).toEqual({
      title: 'Oppfølging',
      container: { url: 'https://graph.microsoft.com/v1.0/groups/g1' },
    });
  });
});

describe('a follow-up as a task', () => {
  const task: TaskToKeep = {
    followUpId: 'f-1',
    title: 'Lage plan for gevinster',
    description: 'Ledermøte 3/26, sak 2.',
    owner: 'ola',
    due: '2027-01-29',
    done: false,
    taskId: undefined,
  };
  const keep = (change: Partial<TaskToKeep> = {}) => asKari.keepTask('p1', { ...task, ...change });
  const only = () => {
    const [first, ...more] = stand.fake.tasks;
    if (first === undefined || more.length > 0) throw new Error(`${stand.fake.tasks.length} tasks`);
    return first;
  };

  it('is made with owner, date and where it comes from', async () => {
    expect(await keep()).toBe('t1');
    expect(only().fields).toMatchObject({
      title: task.title,
      dueDateTime: '2027-01-29T12:00:00Z',
      percentComplete: 0,
      assignments: { ola: { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' } },
    });
    expect(only().details).toEqual({ description: 'Ledermøte 3/26, sak 2.\n\nLederpuls f-1' });
    expect(stand.sent('PATCH')).toEqual([]);
  });

  it('is left alone when nothing has changed', async () => {
    const taskId = await keep();
    stand.fake.heard.length = 0;
    expect(await keep({ taskId })).toBe(taskId);
    expect(stand.fake.heard.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it.each([
    ['expands', true, true],
    ['does not expand', false, true],
    ['takes no description at once', true, false],
    ['does neither', false, false],
  ])(
    'is never doubled when the answer was lost, by a Graph that %s',
    async (_what, expands, takesDetailsAtOnce) => {
      for (const title of ['A', task.title, 'B']) await keep({ title, followUpId: `other-${title}` });
      Object.assign(stand.fake, { expands, takesDetailsAtOnce });
      stand.trouble({ method: 'POST', path: '/planner/tasks', do: 'lost' });
      expect((await faultOf(keep())).code).toBe('graph-unreachable');
      expect(await keep()).toBe('t4');
      expect(await keep()).toBe('t4');
      expect(stand.fake.tasks).toHaveLength(4);
      expect(stand.fake.tasks[3]?.details['description']).toContain('Lederpuls f-1');
    },
  );

  it('follows a change of words, owner and date, and is done when it is done', async () => {
    const taskId = await keep();
    await keep({ taskId, title: 'Ny tittel', owner: 'siri', due: undefined, done: true });
    expect(only().fields).toMatchObject({ title: 'Ny tittel', dueDateTime: null, percentComplete: 100 });
    expect(Object.keys(only().fields['assignments'] as object)).toEqual(['siri']);
    expect(stand.sent('PATCH')).toHaveLength(1);
  });

  it('keeps what people did with it in Planner', async () => {
    const taskId = await keep();
    only().fields = {
      ...only().fields,
      percentComplete: 50,
      assignments: { ola: {}, siri: {} },
    };
    only().details = { description: `${String(only().details['description'])}\nSiri: halvveis` };
    await keep({ taskId });
    expect(stand.sent('PATCH')).toEqual([]);
  });

  it('is changed although somebody else was faster', async () => {
    const taskId = await keep();
    let others = 1;
    stand.fake.beforePatch = () => {
      if (others-- > 0) only().revision++;
    };
    await keep({ taskId, title: 'Ny tittel' });
    expect(only().fields['title']).toBe('Ny tittel');
  });

  it('says so when somebody is always faster', async () => {
    const taskId = await keep();
    stand.fake.beforePatch = () => {
      only().revision++;
    };
    expect((await faultOf(keep({ taskId, title: 'Ny tittel' }))).code).toBe('conflict');
  });

  it('is read as it stands there, and is not there when somebody has deleted it', async () => {
    const taskId = await keep({ due: '2027-01-29' });
    only().fields = { ...only().fields, percentComplete: 100, completedDateTime: '2027-01-20T08:00:00Z' };
    expect(await asKari.readTask(taskId)).toEqual({
      ...{ title: task.title, due: '2027-01-29', done: true, completedAt: '2027-01-20T08:00:00Z' },
      etag: 'W/"task-1"',
    });
    stand.fake.tasks.length = 0;
    expect(await asKari.readTask(taskId)).toBeUndefined();
  });

  it('is read together with others, each with an outcome of its own', async () => {
    const first = await keep();
    const second = await keep({ followUpId: 'another', title: 'Noe annet' });
    const busy = { status: 429, headers: { 'retry-after': '60' } };
    stand.trouble({ method: 'GET', path: `/planner/tasks/${second}`, do: busy });
    const before = stand.fake.heard.length;
    const looks = await asKari.readTasks([first, 'gone', second]);
    expect(
      looks.map((look) => look.fault?.retryAfterMs ?? (look.fault ? 'fault' : look.seen?.title)),
    ).toEqual([task.title, undefined, 60_000]);
    expect(stand.fake.heard.slice(before).map(({ path }) => path)).toEqual(['/v1.0/$batch']);
  });

  it('shares its look at the plan with those that are kept with it, and is not doubled later', async () => {
    const asked = (path: string) =>
      stand.fake.heard.filter((one) => one.method === 'GET' && one.path.includes(path));
    await keep();
    await keep({ followUpId: 'another', title: 'Noe annet' });
    expect(asked('/tasks?')).toHaveLength(1);
    asKari = stand.asKari();
    await keep();
    expect(stand.fake.tasks).toHaveLength(2);
  });

  it('is changed only as it was read, when we say how that was', async () => {
    const taskId = await keep();
    const etag = (await asKari.readTask(taskId))?.etag;
    only().revision++;
    expect((await faultOf(keep({ taskId, etag, title: 'Ny tittel' }))).code).toBe('conflict');
    expect(only().fields['title']).toBe(task.title);
    const fresh = (await asKari.readTask(taskId))?.etag;
    stand.fake.beforePatch = () => {
      only().revision++;
    };
    expect((await faultOf(keep({ taskId, etag: fresh, title: 'Ny tittel' }))).code).toBe('conflict');
    expect(only().fields['title']).toBe(task.title);
  });

  it('is made again when somebody has deleted it', async () => {
    const taskId = await keep();
    stand.fake.tasks.length = 0;
    expect(await keep({ taskId })).toBe('t1');
    only();
  });

  it('says when Planner is full', async () => {
    stand.trouble({
      method: 'POST',
      path: '/planner/tasks',
      do: { status: 403, code: 'MaximumTasksInProject' },
    });
    expect((await faultOf(keep())).code).toBe('planner-full');
  });
});

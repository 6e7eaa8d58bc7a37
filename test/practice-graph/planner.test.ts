import { ase, bjorn, delegated, group, office, outsider, publishedContract, type Office } from './office.ts';

const container = { url: `https://graph.microsoft.com/v1.0/groups/${group}` };
const assigned = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };

async function withTask(): Promise<{ practice: Office; task: string; etag: string; plan: string }> {
  const practice = office(await publishedContract());
  const plan = await practice.ask('POST', '/planner/plans', { body: { container, title: 'Oppfølging' } });
  expect(plan.status).toBe(201);
  const { status, body } = await practice.ask('POST', '/planner/tasks', {
    body: {
      planId: plan.body['id'],
      title: 'Bestille nøkler',
      dueDateTime: '2027-02-01T12:00:00Z',
      assignments: { [bjorn]: assigned },
    },
  });
  expect(status).toBe(201);
  return {
    practice,
    task: String(body['id']),
    etag: String(body['@odata.etag']),
    plan: String(plan.body['id']),
  };
}

describe('a task in practice', () => {
  it('is found in the plan of the group, with its owner and date', async () => {
    const { practice, plan, task } = await withTask();
    const plans = await practice.ask('GET', `/groups/${group}/planner/plans`);
    expect(plans.body['value']).toMatchObject([{ id: plan, title: 'Oppfølging' }]);
    const tasks = await practice.ask('GET', `/planner/plans/${plan}/tasks`);
    expect(tasks.body['value']).toMatchObject([{ id: task, percentComplete: 0 }]);
    expect(practice.door.state().tasks).toMatchObject([
      { plan: 'Oppfølging', title: 'Bestille nøkler', assignees: [bjorn], due: '2027-02-01T12:00:00Z' },
    ]);
    const mine = await practice.ask('GET', '/me/planner/tasks', { as: delegated(bjorn) });
    expect(mine.body['value']).toHaveLength(1);
  });

  it('is changed only against the state one has read', async () => {
    const { practice, task, etag } = await withTask();
    const path = `/planner/tasks/${task}`;
    const done = { body: { percentComplete: 100 } };
    const blind = await practice.ask('PATCH', path, { ...done, headers: {} });
    const star = await practice.ask('PATCH', path, { ...done, headers: { 'if-match': '*' } });
    const right = await practice.ask('PATCH', path, { ...done, headers: { 'if-match': etag } });
    const stale = await practice.ask('PATCH', path, { ...done, headers: { 'if-match': etag } });
    expect([blind.status, star.status, right.status, stale.status]).toEqual([400, 400, 204, 412]);
    const read = await practice.ask('GET', path);
    expect(read.body).toMatchObject({ percentComplete: 100, completedBy: { user: { id: ase } } });
  });

  it('shows what became of it to who asks for that', async () => {
    const { practice, task, etag } = await withTask();
    const changed = await practice.ask('PATCH', `/planner/tasks/${task}`, {
      body: { assignments: { [bjorn]: null, [ase]: assigned } },
      headers: { 'if-match': etag, prefer: 'return=representation' },
    });
    expect(changed.status).toBe(200);
    expect(Object.keys(changed.body['assignments'] as object)).toEqual([ase]);
  });

  it('has details with an ETag of their own', async () => {
    const { practice, task, etag } = await withTask();
    const path = `/planner/tasks/${task}/details`;
    const words = { body: { description: 'Sak 3/27' } };
    const wrong = await practice.ask('PATCH', path, { ...words, headers: { 'if-match': etag } });
    const { body } = await practice.ask('GET', path);
    const right = await practice.ask('PATCH', path, {
      ...words,
      headers: { 'if-match': String(body['@odata.etag']) },
    });
    expect([wrong.status, right.status]).toEqual([412, 204]);
    expect(practice.door.state().tasks[0]?.description).toBe('Sak 3/27');
  });

  it('comes with its details where the caller asks, so that a lost one is found again', async () => {
    const practice = office(await publishedContract());
    const plan = await practice.ask('POST', '/planner/plans', { body: { container, title: 'Oppfølging' } });
    const planId = String(plan.body['id']);
    const details = { description: 'Lederpuls 12de2733' };
    await practice.ask('POST', '/planner/tasks', { body: { planId, title: 'Nøkler', details } });
    const found = await practice.ask('GET', `/planner/plans/${planId}/tasks?$expand=details`);
    expect(found.body['value']).toMatchObject([{ title: 'Nøkler', details }]);
  });

  it('is gone once deleted', async () => {
    const { practice, task, etag } = await withTask();
    const gone = await practice.ask('DELETE', `/planner/tasks/${task}`, { headers: { 'if-match': etag } });
    expect(gone.status).toBe(204);
    expect((await practice.ask('GET', `/planner/tasks/${task}`)).status).toBe(404);
  });

  it.each([
    ['a misspelt property', { title: 'x', dueDate: '2027-02-01' }],
    ['no title', {}],
    ['an assignment without its type', { title: 'x', assignments: { [bjorn]: { orderHint: ' !' } } }],
    [
      'an owner nobody knows',
      { title: 'x', assignments: { 'd0000000-0000-4000-8000-000000000009': assigned } },
    ],
    [
      'a start after its end',
      { title: 'x', startDateTime: '2027-03-01T00:00:00Z', dueDateTime: '2027-02-01T00:00:00Z' },
    ],
    ['more than all of it done', { title: 'x', percentComplete: 101 }],
  ])('is refused with %s', async (_what, fields) => {
    const { practice, plan } = await withTask();
    const refused = await practice.ask('POST', '/planner/tasks', { body: { planId: plan, ...fields } });
    expect(refused.status).toBe(400);
  });

  it('is closed to who is not a member of the group', async () => {
    const { practice, plan, task } = await withTask();
    const stranger = { as: delegated(outsider) };
    const reading = await practice.ask('GET', `/planner/tasks/${task}`, stranger);
    const adding = await practice.ask('POST', '/planner/tasks', {
      ...stranger,
      body: { planId: plan, title: 'x' },
    });
    const planning = await practice.ask('POST', '/planner/plans', {
      ...stranger,
      body: { container, title: 'x' },
    });
    expect([reading.status, adding.status, planning.status]).toEqual([403, 403, 403]);
  });
});

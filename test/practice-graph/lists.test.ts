import { appOnly, ase, delegated, group, office, publishedContract, type Office } from './office.ts';

async function withList(): Promise<{ practice: Office; site: string; items: string }> {
  const practice = office(await publishedContract());
  const as = delegated(ase, 'Sites.Manage.All');
  const site = await practice.ask('GET', `/groups/${group}/sites/root`, { as });
  const list = await practice.ask('POST', `/sites/${String(site.body['id'])}/lists`, {
    as,
    body: {
      displayName: 'Puls',
      columns: [
        { name: 'Key', text: {}, indexed: true, enforceUniqueValues: true },
        { name: 'Snitt', number: {} },
      ],
      list: { template: 'genericList' },
    },
  });
  expect(list.status).toBe(201);
  return {
    practice,
    site: String(site.body['id']),
    items: `/sites/${String(site.body['id'])}/lists/${String(list.body['id'])}/items`,
  };
}

const row = (key: string, mean: number) => ({ body: { fields: { Title: key, Key: key, Snitt: mean } } });

describe('a list in practice', () => {
  it('takes a row for a key once', async () => {
    const { practice, items } = await withList();
    const first = await practice.ask('POST', items, row('enhet|2027-W03', 3.4));
    const twice = await practice.ask('POST', items, row('enhet|2027-W03', 3.5));
    expect([first.status, twice.status]).toEqual([201, 409]);
    expect(practice.door.state().lists).toMatchObject([{ list: 'Puls', fields: { Snitt: 3.4 } }]);
  });

  it('finds a row by an indexed column and changes it', async () => {
    const { practice, items } = await withList();
    await practice.ask('POST', items, row('a', 1));
    const { body } = await practice.ask('POST', items, row('b', 2));
    const found = await practice.ask('GET', `${items}?$expand=fields&$filter=fields/Key%20eq%20'b'`);
    expect(found.body['value']).toMatchObject([{ id: body['id'], fields: { Snitt: 2 } }]);
    const changed = await practice.ask('PATCH', `${items}/${String(body['id'])}/fields`, {
      body: { Snitt: 2.5 },
    });
    expect(changed).toMatchObject({ status: 200, body: { Snitt: 2.5 } });
    expect((await practice.ask('GET', `${items}?$filter=fields/Snitt%20eq%202`)).status).toBe(400);
  });

  it('refuses a column it does not have', async () => {
    const { practice, items } = await withList();
    const refused = await practice.ask('POST', items, { body: { fields: { Title: 'x', Median: 3 } } });
    expect(refused.status).toBe(400);
  });

  it('is open to an app only where its site has been granted', async () => {
    const { practice, items, site } = await withList();
    const app = { as: appOnly('Sites.Selected') };
    expect((await practice.ask('GET', items, app)).status).toBe(403);
    await practice.ask('POST', `/sites/${site}/permissions`, {
      as: delegated(ase, 'Sites.FullControl.All'),
      body: {
        roles: ['write'],
        grantedToIdentities: [{ application: { id: 'app', displayName: 'Lederpuls' } }],
      },
    });
    expect((await practice.ask('GET', items, app)).status).toBe(200);
  });
});

import {
  ase,
  bjorn,
  channel,
  closedChannel,
  delegated,
  group,
  memoryKeep,
  office,
  outsider,
  publishedContract,
  type Office,
} from './office.ts';

const text = (words: string) => new TextEncoder().encode(words);
const plain = { 'content-type': 'text/plain' };

async function folderOf(practice: Office, of = channel) {
  const { status, body } = await practice.ask(
    'GET',
    `/teams/${group}/channels/${encodeURIComponent(of)}/filesFolder`,
  );
  expect(status).toBe(200);
  const { driveId } = body['parentReference'] as { driveId: string };
  return { address: `/drives/${driveId}/items/${body['id'] as string}`, driveId, name: body['name'] };
}

describe('files in practice', () => {
  it('lie in the folder of the channel, which is the same each time', async () => {
    const practice = office(await publishedContract());
    const folder = await folderOf(practice);
    expect(folder.name).toBe('Lederkanal');
    expect(await folderOf(practice)).toEqual(folder);
    expect((await folderOf(practice, closedChannel)).driveId).not.toBe(folder.driveId);
  });

  it('are kept, replaced under the same name and counted in versions', async () => {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    const path = `${address}:/Referat%20m%C3%B8te.txt:/content`;
    const first = await practice.ask('PUT', path, { body: text('én'), headers: plain });
    const second = await practice.ask('PUT', path, { body: text('to'), headers: plain });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body['id']).toBe(first.body['id']);
    expect(second.body['webUrl']).toBe(`http://127.0.0.1:4000/api/files/${String(first.body['id'])}`);
    const children = await practice.ask('GET', `${address}/children`);
    expect((children.body['value'] as { name: string }[]).map(({ name }) => name)).toEqual([
      'Referat møte.txt',
    ]);
    expect(practice.door.state().files).toMatchObject([
      { name: 'Referat møte.txt', path: 'Helse og mestring/Lederkanal', versions: 2, createdBy: ase },
    ]);
    expect(practice.door.file(String(first.body['id']))?.bytes).toEqual(text('to'));
  });

  it('refuse or rename where the caller asks for that', async () => {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    const path = `${address}:/a.docx:/content`;
    await practice.ask('PUT', path, { body: text('én'), headers: plain });
    const refused = await practice.ask('PUT', `${path}?@microsoft.graph.conflictBehavior=fail`, {
      body: text('to'),
      headers: plain,
    });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'nameAlreadyExists' } } });
    const renamed = await practice.ask('PUT', `${path}?@microsoft.graph.conflictBehavior=rename`, {
      body: text('to'),
      headers: plain,
    });
    expect(renamed.body['name']).toBe('a 1.docx');
  });

  it('answer 412 to who writes against an older state', async () => {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    const path = `${address}:/a.docx:/content`;
    const { body } = await practice.ask('PUT', path, { body: text('én'), headers: plain });
    const old = String(body['eTag']);
    await practice.ask('PUT', path, { body: text('to'), headers: plain });
    const stale = await practice.ask('PUT', path, {
      body: text('tre'),
      headers: { ...plain, 'if-match': old },
    });
    expect(stale).toMatchObject({ status: 412, body: { error: { code: 'resourceModified' } } });
  });

  it('are fetched from an address that needs no token', async () => {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    await practice.ask('PUT', `${address}:/a.txt:/content`, { body: text('hei'), headers: plain });
    const redirect = await practice.ask('GET', `${address}:/a.txt:/content`);
    expect(redirect.status).toBe(302);
    const fetched = await practice.ask('GET', redirect.headers['location'] ?? '', { unsigned: true });
    expect(fetched.body).toEqual(text('hei'));
    const guessed = await practice.ask('GET', `${redirect.headers['location'] ?? ''}x`, { unsigned: true });
    expect(guessed.status).toBe(404);
  });

  it('stay after practice has been started again', async () => {
    const keep = memoryKeep();
    const before = office({}, { keep });
    const { address } = await folderOf(before);
    await before.ask('PUT', `${address}:/a.txt:/content`, { body: text('hei'), headers: plain });
    const after = office({}, { keep });
    const [file] = after.door.state().files;
    expect(after.door.file(file?.id ?? '')?.bytes).toEqual(text('hei'));
    expect(await folderOf(after)).toMatchObject({ address });
  });

  it('are gone when the world is replaced', async () => {
    const practice = office();
    const { address } = await folderOf(practice);
    await practice.ask('PUT', `${address}:/a.txt:/content`, { body: text('hei'), headers: plain });
    practice.door.reset({ people: [], teams: [], channels: [], meetings: [] });
    expect(practice.door.state().files).toEqual([]);
  });

  it('are out of reach for who is not a member', async () => {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    const lukket = await folderOf(practice, closedChannel);
    const stranger = await practice.ask('GET', `${address}/children`, { as: delegated(outsider) });
    const colleague = await practice.ask('GET', `${lukket.address}/children`, { as: delegated(bjorn) });
    expect([stranger.status, colleague.status]).toEqual([403, 403]);
  });
});

describe('a large file', () => {
  const slice = 327_680;
  const range = (first: number, bytes: Uint8Array, total: number) => ({
    body: bytes,
    unsigned: true,
    headers: {
      'content-range': `bytes ${String(first)}-${String(first + bytes.length - 1)}/${String(total)}`,
    },
  });

  async function begun() {
    const practice = office(await publishedContract());
    const { address } = await folderOf(practice);
    const session = await practice.ask('POST', `${address}:/stor.docx:/createUploadSession`, {
      body: { item: { '@microsoft.graph.conflictBehavior': 'replace', name: 'stor.docx' } },
    });
    return { practice, url: String(session.body['uploadUrl']) };
  }

  it('goes up in slices and becomes one file', async () => {
    const { practice, url } = await begun();
    const bytes = new Uint8Array(slice + 1000).fill(7);
    const first = await practice.ask('PUT', url, range(0, bytes.subarray(0, slice), bytes.length));
    expect(first).toMatchObject({ status: 202, body: { nextExpectedRanges: [`${String(slice)}-`] } });
    const last = await practice.ask('PUT', url, range(slice, bytes.subarray(slice), bytes.length));
    expect(last).toMatchObject({ status: 201, body: { name: 'stor.docx', size: bytes.length } });
    expect(practice.door.file(String(last.body['id']))?.bytes).toEqual(Buffer.from(bytes));
  });

  it('tells where to go on after a cut connection, and refuses a slice twice', async () => {
    const { practice, url } = await begun();
    const bytes = new Uint8Array(slice);
    await practice.ask('PUT', url, range(0, bytes, slice + 1));
    const where = await practice.ask('GET', url, { unsigned: true });
    expect(where.body['nextExpectedRanges']).toEqual([`${String(slice)}-`]);
    const twice = await practice.ask('PUT', url, range(0, bytes, slice + 1));
    expect(twice.status).toBe(416);
  });

  it('refuses slices of another measure, and a token', async () => {
    const { practice, url } = await begun();
    const odd = await practice.ask('PUT', url, range(0, new Uint8Array(1000), 5000));
    const signed = await practice.ask('PUT', url, {
      ...range(0, new Uint8Array(1000), 1000),
      unsigned: false,
    });
    expect([odd.status, signed.status]).toEqual([400, 401]);
  });

  it('is forgotten when the session is cancelled', async () => {
    const { practice, url } = await begun();
    expect((await practice.ask('DELETE', url, { unsigned: true })).status).toBe(204);
    expect((await practice.ask('GET', url, { unsigned: true })).status).toBe(404);
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { directoryKeys } from '../../bot/platform/keys/directory.ts';
import { roundKeyId, roundSeal } from '../../bot/pulses/seal.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { type Organisation, roundOf, tenant, type World, world } from '../pulses/world.ts';

const PEOPLE = 200;
const round = roundOf(1);
const people = Array.from({ length: PEOPLE }, (_, number) => `person-${number}`);
const organisation: Organisation = {
  units: [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }],
  homes: people.map((person) => ({ person, name: person, unit: 'etat' })),
};

/** Every byte in a folder, as a thief of the disk would have it. */
async function bytesIn(folder: string): Promise<Buffer> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name)));
  return Buffer.concat(await Promise.all(read));
}

/** Whoever has a key tries every member of staff: whose token lies among the rows or anywhere on the disk? */
function relinked(key: Buffer, disk: Buffer): number {
  const seal = roundSeal(key, round.id);
  return people.filter((id) => disk.includes(seal.token({ tenant, id }))).length;
}

const holdsKey = (disk: Buffer, key: Buffer): boolean =>
  disk.includes(key) || disk.includes(key.toString('hex'));

describe('somebody who takes the disk', () => {
  let data: string;
  let keyFolder: string;
  let database: Database;
  let at: World;
  let key: Buffer;
  let bodies: readonly Uint8Array[];
  let tokens: readonly string[];

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'lederpuls-data-'));
    keyFolder = await mkdtemp(join(tmpdir(), 'lederpuls-keys-'));
    database = await embeddedDatabase(data);
    const keys = await directoryKeys(keyFolder);
    at = world(database, keys, organisation);
    await at.open(round);
    for (const [number, person] of people.entries()) {
      const press = { round: round.id, view: 0, value: 1 + (number % 5) };
      await at.press(person, 'etat', 'answer', press);
      if (number % 10 === 0) await at.press(person, 'etat', 'answer', { ...press, view: 1, value: 3 });
      if (number % 10 === 1) await at.press(person, 'etat', 'withdraw', { round: round.id, view: 1 });
    }
    key = Buffer.from((await keys.read(roundKeyId(tenant, round.id))) ?? []);
    const rows = await ballotStore({ connection: database, engine: 'sqlite' }).all({ tenant, id: round.id });
    bodies = rows.map(({ body }) => body);
    tokens = rows.map(({ token }) => token);
  }, 60_000);

  afterAll(async () => {
    await database.close();
    await rm(data, { recursive: true, force: true });
    await rm(keyFolder, { recursive: true, force: true });
  });

  it('reads no answer from the data folder while the round is open', async () => {
    const disk = await bytesIn(data);
    expect(tokens.every((token) => disk.includes(token))).toBe(true);
    expect(['"a":[', ...people].filter((text) => disk.includes(text))).toEqual([]);
    expect(holdsKey(disk, key)).toBe(false);
  });

  it('could link everybody with the key too, which is why the key has to go', async () => {
    expect(relinked(key, await bytesIn(data))).toBe(PEOPLE);
    expect(holdsKey(await bytesIn(keyFolder), key)).toBe(true);
  });

  it('finds neither key, nor token, nor sealed body after closing, and links 0 of 200', async () => {
    await at.close(round);
    await at.settle();
    // Both folders as they lie there while the service runs on, write-ahead log included.
    const disk = Buffer.concat([await bytesIn(data), await bytesIn(keyFolder)]);
    expect(holdsKey(disk, key)).toBe(false);
    expect(relinked(key, disk)).toBe(0);
    expect(tokens.filter((token) => disk.includes(token))).toHaveLength(0);
    expect(bodies.filter((body) => disk.includes(Buffer.from(body).subarray(0, 64)))).toHaveLength(0);
    expect(await readdir(keyFolder)).not.toContain(roundKeyId(tenant, round.id));
    expect((await at.results('hr', ['Puls.HR'])).rounds[0]?.cells[0]).toMatchObject({ shown: true });
  });
});

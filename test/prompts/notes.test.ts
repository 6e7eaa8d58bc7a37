import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PersonRef } from '../../bot/people/model.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { migrations } from '../../bot/platform/database/migrations/migrations.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { directoryKeys } from '../../bot/platform/keys/directory.ts';
import { type Keys } from '../../bot/platform/keys/keys.ts';
import { type Round } from '../../bot/programme/model/programme.ts';
import { lookBack, requirePosted } from '../../bot/prompts/actions/look-back.ts';
import { noteActions } from '../../bot/prompts/actions/notes.ts';
import { promptActions } from '../../bot/prompts/actions.ts';
import { noteBody, noteLengthMax } from '../../bot/prompts/api/notes.ts';
import { noteKeyId, noteSeal } from '../../bot/prompts/note-seal.ts';
import { postStore } from '../../bot/prompts/store/posts.ts';
import { type PromptTables } from '../../bot/prompts/store/tables.ts';
import { roundStore } from '../../bot/programme/store/rounds.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, office, tenant } from '../support/office.ts';

const kari = { tenant, id: 'leder0', language: 'nb' as const };
const per = { tenant, id: 'leder1', language: 'nb' as const };
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'lederpuls-notes-'));
  folders.push(made);
  return made;
}

/** Two weeks that were held, of which the second has been posted in one of two channels. */
async function year(database: Database, given: { keys?: Keys } = {}) {
  const us = await office(database, { channels: ['plan', 'etat'] });
  const keys = given.keys ?? (await directoryKeys(await folder()));
  const rounds = await Promise.all(
    ['2026-W40', '2026-W41'].map((week, at) => openRound(us, { week, entry: at })),
  );
  const parts = { ...us, keys };
  const notes = noteActions(parts);
  const keep = (person: PersonRef, round: string, text: string, version: string | null = null) =>
    notes.keep(person, round, { text, version });
  const table = database.tables<PromptTables>();
  return {
    ...{ us, keys, rounds, parts, notes, keep },
    first: rounds[0]?.id ?? '',
    second: rounds[1]?.id ?? '',
    look: async (person = kari) => await lookBack(parts, person, await notes.all(person)),
    rows: () => table.selectFrom('prompt_note').selectAll().execute(),
    posted: (round: string, channel: string) =>
      table
        .updateTable('post')
        .set({ state: 'posted' })
        .where('round', '=', round)
        .where('channel', '=', channelId(channel))
        .execute(),
  };
}

async function openRound(
  { database, programme, packs }: Awaited<ReturnType<typeof office>>,
  { week, entry }: { readonly week: string; readonly entry: number },
): Promise<Round> {
  const round: Round = {
    ...{ tenant, id: `uka-${week}-${tenant}`, programme: 'uka', week, pack: 'digital-ledelse' },
    entry: packs.pack('digital-ledelse').entries[entry]?.id ?? '',
    ...{ opensAt: new Date('2026-09-28T06:30:00Z'), closesAt: new Date('2026-10-02T13:00:00Z') },
    ...{ state: 'closed', reason: undefined },
  };
  const channels = await programme.channels(tenant);
  await roundStore(database).add(round, channels);
  const posts = channels.map(({ id }) => ({
    ...{ tenant, id: `${week} ${id}`, round: round.id, channel: id, kind: 'weekly' as const },
  }));
  await postStore(database).plan(posts, 0);
  return round;
}

eachDatabase((_name, open) => {
  it('a leader looks back at what was posted where they are a member, newest first, and at nothing else', async () => {
    const { us, look, posted, first, second } = await year(await open());
    expect(await look()).toEqual({ programmes: [], complete: true });
    await posted(first, 'plan');
    await posted(second, 'etat');
    const [programme] = (await look()).programmes;
    expect(programme?.prompts.map(({ week }) => week)).toEqual(['2026-W41', '2026-W40']);
    expect(programme?.title).toBe('Digital ledelse');
    const entry = us.packs.pack('digital-ledelse').entries[0];
    expect(programme?.prompts[1]).toMatchObject({
      ...{ heading: entry?.heading.nb, body: entry?.body.nb, tryThis: entry?.tryThis.nb, note: null },
      source: { title: entry?.source.title, url: entry?.source.url },
    });

    us.roster('etat', []);
    us.people.dropRoster({ tenant, serviceUrl: '', conversation: channelId('etat') });
    expect((await look()).programmes[0]?.prompts.map(({ week }) => week)).toEqual(['2026-W40']);
    expect((await look({ ...kari, id: 'en-annen' })).programmes).toEqual([]);
    expect((await look({ ...kari, tenant: 'fremmed' })).programmes).toEqual([]);
  });

  it('a note is written on what was posted to the leader alone', async () => {
    const { parts, posted, first, second } = await year(await open());
    await posted(first, 'plan');
    await expect(requirePosted(parts, kari, first)).resolves.toBeUndefined();
    for (const [person, round] of [
      [kari, second],
      [kari, 'finnes-ikke'],
      [{ ...kari, id: 'en-annen' }, first],
      [{ ...kari, tenant: 'fremmed' }, first],
    ] as const)
      await expect(requirePosted(parts, person, round)).rejects.toMatchObject({ code: 'not-in-channel' });
  });

  it('keeps a note for its writer, changes it and takes it away again', async () => {
    const { keep, notes, first, rows, keys } = await year(await open());
    expect(await keep(kari, first, '')).toEqual({ kept: true, note: null });
    expect(await keys.list()).toEqual([]);
    const { note } = await keep(kari, first, 'Spør Åse om dette.\n«Neste» gang \\o/');
    expect(note?.text).toBe('Spør Åse om dette.\n«Neste» gang \\o/');
    expect((await notes.all(kari)).get(first)).toEqual(note);
    const changed = await keep(kari, first, 'Kortere.', note?.version);
    expect(changed).toMatchObject({ kept: true, note: { text: 'Kortere.' } });
    expect(await notes.of(kari, 'nn')).toMatchObject([{ week: '2026-W40', text: 'Kortere.' }]);
    expect(await keep(kari, first, '', changed.note?.version)).toEqual({ kept: true, note: null });
    expect(await rows()).toEqual([]);
  });

  it('loses nothing when two windows write the same note', async () => {
    const { keep, first } = await year(await open());
    const { note } = await keep(kari, first, 'Fra det ene vinduet');
    const other = await keep(kari, first, 'Fra det andre vinduet');
    expect(other).toEqual({ kept: false, note });
    const both = await Promise.all(['A', 'B', 'C'].map((text) => keep(kari, first, text, note?.version)));
    expect(both.filter(({ kept }) => kept)).toHaveLength(1);
    const [winner] = both.filter(({ kept }) => kept);
    for (const { note: now } of both) expect(now).toEqual(winner?.note);
    // The answer got lost, and the same is sent once more.
    expect(await keep(kari, first, winner?.note?.text ?? '', note?.version)).toEqual(winner);
  });

  it('tells nobody who wrote: a row holds no person, no time and no length', async () => {
    const { keep, first, second, rows } = await year(await open());
    await keep(kari, first, 'Hemmelig tanke');
    await keep(per, first, 'x'.repeat(noteLengthMax));
    await keep(kari, second, 'Hemmelig tanke');
    const found = await rows();
    expect(found.map((row) => Object.keys(row).sort().join())).toEqual(
      Array.from({ length: 3 }, () => 'body,round,tenant,token'),
    );
    expect(new Set(found.map(({ token }) => token)).size).toBe(3);
    expect(new Set(found.map(({ body }) => body.length)).size).toBe(1);
    const text = JSON.stringify(found.map(({ body, ...row }) => [row, Buffer.from(body).toString('latin1')]));
    for (const told of ['Hemmelig', kari.id, per.id]) expect(text).not.toContain(told);
  });

  it('nobody else reads it: not another person, not another tenant, not under another prompt', async () => {
    const { keep, notes, keys, first, second, rows, us } = await year(await open());
    await keep(kari, first, 'Hemmelig tanke');
    expect((await notes.all(per)).size).toBe(0);
    expect(await notes.of({ ...kari, tenant: 'fremmed' }, 'nb')).toEqual([]);
    const [row] = await rows();
    const key = await keys.read(noteKeyId(kari));
    if (row === undefined || key === undefined) throw new Error('no note');
    expect(noteSeal(key, kari).open(first, row.body)?.text).toBe('Hemmelig tanke');
    expect(noteSeal(key, kari).open(second, row.body)).toBeUndefined();
    expect(noteSeal(key, per).open(first, row.body)).toBeUndefined();
    expect(noteSeal(key, { ...kari, tenant: 'fremmed' }).open(first, row.body)).toBeUndefined();
    expect(noteSeal(new Uint8Array(32), kari).open(first, row.body)).toBeUndefined();
    // Somebody with the database moves the row to another prompt of the same person.
    await us.database.tables<PromptTables>().updateTable('prompt_note').set({ round: second }).execute();
    expect((await notes.all(kari)).get(second)).toBeUndefined();
  });

  it('is gone with the key, and deleting takes both', async () => {
    const { keep, notes, keys, first, second, rows } = await year(await open());
    await keep(kari, first, 'En');
    await keep(kari, second, 'To');
    const { note } = await keep(per, first, 'Tre');
    const key = await keys.read(noteKeyId(kari));
    expect(await notes.forget(kari)).toBe(2);
    expect(await notes.forget(kari)).toBe(0);
    expect(key).toBeDefined();
    expect(await keys.read(noteKeyId(kari))).toBeUndefined();
    expect(await rows()).toHaveLength(1);
    expect((await notes.all(per)).get(first)).toEqual(note);

    await keys.destroy(noteKeyId(per));
    expect(await rows()).toHaveLength(1);
    expect((await notes.all(per)).size).toBe(0);
    // Who writes again gets a new key, and the old row stays closed.
    expect((await keep(per, first, 'Ny')).kept).toBe(true);
    expect((await notes.all(per)).get(first)?.text).toBe('Ny');
  });

  it('what is written while everything is deleted is kept under the new key, or not at all', async () => {
    const real = await directoryKeys(await folder());
    let meanwhile: (() => Promise<unknown>) | undefined;
    const keys: Keys = {
      ...real,
      async read(id) {
        const key = await real.read(id);
        const run = meanwhile;
        meanwhile = undefined;
        await run?.();
        return key;
      },
    };
    const { keep, notes, first, second, rows } = await year(await open(), { keys });
    const { note } = await keep(kari, first, 'Før');
    meanwhile = () => notes.forget(kari);
    expect(await keep(kari, first, 'Etter', note?.version)).toEqual({ kept: false, note: null });
    expect((await notes.all(kari)).size).toBe(0);
    meanwhile = () => notes.forget(kari);
    expect(await keep(kari, first, 'Uten nøkkel')).toMatchObject({ kept: true });
    meanwhile = () => notes.forget(kari);
    await keep(kari, second, 'Igjen');
    expect([...(await notes.all(kari))]).toMatchObject([[second, { text: 'Igjen' }]]);
    expect(await rows()).toHaveLength(1);
  });

  it('goes with its round when that is old', async () => {
    const database = await open();
    const { keep, us, rows, first, second } = await year(database);
    await keep(kari, first, 'Gammelt');
    await keep(kari, second, 'Nytt');
    const { part } = promptActions({ ...us, programme: () => us.programme });
    const removed = await database.transaction(async (connection) =>
      part.old?.(connection, { tenant, id: first }),
    );
    expect(removed).toBe(3);
    expect((await rows()).map(({ round }) => round)).toEqual([second]);
  });
});

describe('a note', () => {
  it('may hold what a person can write, up to its limit, whatever the letters', async () => {
    const database = await embeddedDatabase(await folder(), migrations);
    const { keep, first } = await year(database);
    const longest = noteBody.parse({ text: '漢'.repeat(noteLengthMax), version: null });
    expect((await keep(kari, first, longest.text)).kept).toBe(true);
    expect(noteBody.safeParse({ text: 'a'.repeat(noteLengthMax + 1), version: null }).success).toBe(false);
    const odd = noteBody.parse({ text: 'a\u0000b\r\nc\td\uD800', version: null });
    expect(odd.text).toBe('ab\nc\td\uFFFD');
    expect(noteBody.parse({ text: ' \n ', version: null }).text).toBe('');
    await database.close();
  });

  it('stands in no file of the database', async () => {
    const place = await folder();
    const database = await embeddedDatabase(place, migrations);
    const { keep, first } = await year(database);
    await keep(kari, first, 'Hemmelig tanke om omstillingen');
    const files = await Promise.all(
      (await readdir(place, { recursive: true, withFileTypes: true }))
        .filter((one) => one.isFile())
        .map((one) => readFile(join(one.parentPath, one.name))),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((bytes) => bytes.includes('Hemmelig tanke'))).toEqual([]);
    await database.close();
  });

  it('tells when Teams could not say where the leader is a member', async () => {
    const database = await embeddedDatabase(await folder(), migrations);
    const { us, parts, posted, first, look } = await year(database);
    await posted(first, 'plan');
    const { TeamsFault } = await import('../../bot/platform/teams/teams.ts');
    const busy = {
      ...us.people,
      roster: () => Promise.reject(new TeamsFault({ kind: 'busy', message: '' })),
    };
    expect(await lookBack({ ...parts, people: busy }, kari, new Map())).toEqual({
      programmes: [],
      complete: false,
    });
    await expect(requirePosted({ ...parts, people: busy }, kari, first)).rejects.toMatchObject({
      code: 'roster-unknown',
    });
    expect((await look()).complete).toBe(true);
    await database.close();
  });
});

import { createConnection, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { serverDatabase } from '../../../bot/platform/database/server.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../../support/postgres.ts';

const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

/** A line to the server that can fall silent, as behind a firewall that has forgotten it: nothing is closed. */
async function lineTo(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const line = createServer((near) => {
    const far = createConnection(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
      from.on('data', (bytes) => {
        if (!isSilent) to.write(bytes);
      });
    }
  });
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((line.address() as { port: number }).port);
  return {
    url: through.href,
    silence(silent: boolean) {
      isSilent = silent;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => line.close(closed));
    },
  };
}

onServer('a PostgreSQL that falls silent', () => {
  let server: PostgresForTests;

  beforeAll(async () => {
    server = await postgresForTests();
  });

  afterAll(async () => {
    if ('url' in server) await server.stop();
  });

  it('is waited for no longer than agreed, and asked on new lines afterwards', async () => {
    if ('notRun' in server) throw new Error(`PostgreSQL: not run — ${server.notRun}`);
    const line = await lineTo(await server.freshDatabase());
    const database = await serverDatabase(line.url, { answerMs: 1500 });
    const ask = () => sql<{ one: number }>`select 1 as one`.execute(database.tables<unknown>());
    await ask();

    line.silence(true);
    const unanswered = await Promise.allSettled([
      ask(),
      database.transaction(async (connection) => {
        await sql`select 1`.execute(connection.tables<unknown>());
      }),
      database.exclusive('work', () => Promise.resolve()),
    ]);
    expect(unanswered.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);

    line.silence(false);
    for (let round = 0; round < 12; round += 1) expect((await ask()).rows).toEqual([{ one: 1 }]);
    await database.close();
    await line.close();
  });
});

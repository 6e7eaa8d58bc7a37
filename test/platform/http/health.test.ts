import { mkdtempSync, renameSync, rmSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../../../bot/platform/database/embedded.ts';
import { keyBond } from '../../../bot/platform/database/key-bond.ts';
import { type HealthOptions } from '../../../bot/platform/http/health.ts';
import { httpServer, type HttpServer } from '../../../bot/platform/http/server.ts';
import { randomIds } from '../../../bot/platform/ids.ts';
import { HUNG_AFTER_MS, type DueWork } from '../../../bot/platform/jobs/jobs.ts';
import { jobRunner } from '../../../bot/platform/jobs/runner.ts';
import { checkBond, checkKeys } from '../../../bot/platform/keys/bond.ts';
import { directoryKeys } from '../../../bot/platform/keys/directory.ts';
import { reach } from '../../../bot/platform/reach.ts';
import { refusalText } from '../../../bot/platform/texts.ts';
import { silentLog } from '../../support/log.ts';

let server: HttpServer;
let address: string;
afterEach(() => server.close(100));

async function serve(health: Omit<HealthOptions, 'log'>): Promise<void> {
  server = await httpServer({
    checkToken: () => Promise.reject(new Error('no tab here')),
    ...{ callsPerMinute: 1000, trustProxy: false, tab: { folder: '/nowhere', hostOrigins: [] } },
    ...{ refusalText, bugText: (_language, id) => id, log: silentLog(), ...health },
  });
  ({ address } = await server.listen(0, '127.0.0.1'));
}

const ask = async (path: string) => {
  const response = await fetch(address + path);
  return (await response.json()) as Record<string, unknown>;
};
/** Looks are shared for a second. */
const nextLook = () => new Promise((resolve) => setTimeout(resolve, 1050));

describe('the service is alive', () => {
  const lane = async (work: DueWork) => {
    let now = 0;
    const database = { exclusive: async (_name: string, run: () => Promise<void>) => (await run(), true) };
    const jobs = jobRunner({ works: [work], database, log: silentLog(), machineNow: () => now });
    jobs.start();
    await serve({ ready: {}, hung: () => jobs.report().flatMap(({ hung, name }) => (hung ? [name] : [])) });
    return { jobs, pass: (ms: number) => (now += ms) };
  };

  it('until one of its jobs gives no sign of life, and again when it does', async () => {
    const ended = Promise.withResolvers<number>();
    const { jobs, pass } = await lane({ name: 'posts', run: () => ended.promise });
    expect(await ask('/healthz')).toEqual({ status: 'ok' });
    pass(HUNG_AFTER_MS + 1);
    expect((await fetch(`${address}/healthz`)).status).toBe(503);
    expect(await ask('/healthz')).toMatchObject({ hung: ['posts'] });
    ended.resolve(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await jobs.stop(100);
  });

  it('while a long job says that it is', async () => {
    const said: { alive?: (() => void) | undefined } = {};
    const ended = Promise.withResolvers<number>();
    const run: DueWork['run'] = (_stop, alive) => {
      said.alive = alive;
      return ended.promise;
    };
    const { jobs, pass } = await lane({ name: 'posts', run });
    pass(HUNG_AFTER_MS);
    said.alive?.();
    pass(HUNG_AFTER_MS);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    ended.resolve(0);
    await jobs.stop(100);
  });

  it('tells how each job has fared, and not how long a discreet one takes', async () => {
    let left = 1;
    const run = () => Promise.resolve(left-- > 0 ? 1 : 0);
    const { jobs } = await lane({ name: 'reminders', discreet: true, run });
    await jobs.settle(1000);
    expect(jobs.report()).toEqual([
      { name: 'reminders', hung: false, failures: 0, succeededAt: 0, tookMs: undefined },
    ]);
    await jobs.stop(100);
  });
});

describe('the service is ready', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lederpuls-health-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const whole = async () => {
    const database = await embeddedDatabase(join(folder, 'data'));
    const keys = await directoryKeys(join(folder, 'keys'));
    await checkBond(keyBond(database), keys, randomIds);
    const ready = { database: () => database.check(), keys: () => checkKeys(keyBond(database), keys) };
    await serve({ ready });
    return database;
  };

  it('while database and keys are there', async () => {
    const database = await whole();
    expect(await ask('/readyz')).toEqual({ status: 'ready', missing: [], unreachable: [] });
    await database.close();
    await nextLook();
    expect(await ask('/readyz')).toMatchObject({ status: 'not-ready', missing: ['database', 'keys'] });
  });

  it('not when the file of the database has been taken away under it', async () => {
    const database = await whole();
    renameSync(join(folder, 'data', 'lederpuls.sqlite'), join(folder, 'elsewhere'));
    expect(await ask('/readyz')).toMatchObject({ missing: ['database'] });
    await database.close();
  });

  it('not when the key folder is gone, and not when an empty one has come in its place', async () => {
    const database = await whole();
    renameSync(join(folder, 'keys'), join(folder, 'keys-before'));
    expect(await ask('/readyz')).toMatchObject({ missing: ['keys'] });
    mkdirSync(join(folder, 'keys'), { mode: 0o700 });
    await nextLook();
    expect(await ask('/readyz')).toMatchObject({ missing: ['keys'] });
    rmSync(join(folder, 'keys'), { recursive: true });
    renameSync(join(folder, 'keys-before'), join(folder, 'keys'));
    await nextLook();
    expect(await ask('/readyz')).toMatchObject({ status: 'ready' });
    await database.close();
  });

  it('not when a look hangs; and nobody starts a second one beside it', async () => {
    let looks = 0;
    const hangs = Promise.withResolvers<undefined>();
    const look = () => {
      looks++;
      return hangs.promise;
    };
    await serve({ ready: { database: look } });
    const answers = await Promise.all([ask('/readyz'), ask('/readyz')]);
    expect(answers.map(({ missing }) => missing)).toEqual([['database'], ['database']]);
    expect(looks).toBe(1);
    hangs.resolve(undefined);
  });

  it('also while Teams does not answer, and says so', async () => {
    const reached = reach();
    const teams = reached.watched('teams', { send: () => Promise.reject(new Error('down')) }, () => true);
    await serve({ ready: {}, unreachable: () => reached.unreachable() });
    await expect(teams.send()).rejects.toThrow('down');
    expect(await ask('/readyz')).toEqual({ status: 'ready', missing: [], unreachable: ['teams'] });
  });

  it('no longer once it stops', async () => {
    const opened = Promise.withResolvers<Response>();
    await serve({ ready: { slow: () => new Promise((resolve) => setTimeout(resolve, 300)) } });
    void fetch(`${address}/readyz`).then(opened.resolve);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closing = server.close(2000);
    const response = await opened.promise;
    expect([response.status, await response.json()]).toMatchObject([503, { status: 'stopping' }]);
    await closing;
    await expect(fetch(`${address}/readyz`)).rejects.toThrow();
  });
});

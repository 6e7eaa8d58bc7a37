import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../../../bot/platform/database/embedded.ts';
import { DatabaseLocked } from '../../../bot/platform/database/folder-lock.ts';

const holder = `
import { embeddedDatabase } from '${new URL('../../../bot/platform/database/embedded.ts', import.meta.url).href}';
const database = await embeddedDatabase(process.argv[1], {});
process.stdout.write('open');
setInterval(() => database.engine, 1000);
`;

describe('a data folder', () => {
  let folder: string;
  let other: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lederpuls-lock-'));
  });

  afterEach(async () => {
    other?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const openElsewhere = async () => {
    other = spawn(process.execPath, ['--input-type=module', '-e', holder, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (other.stdout === null) throw new Error('No output');
    await once(other.stdout, 'data');
    return other;
  };

  it('is refused at once to a second service, which is told where and who', async () => {
    const { pid } = await openElsewhere();
    const began = Date.now();
    const refused = await embeddedDatabase(folder, {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseLocked);
    expect(String(refused)).toContain(folder);
    expect(String(refused)).toContain(`process ${String(pid)}`);
    expect(Date.now() - began).toBeLessThan(1000);
  });

  it('is free the moment its service is killed', async () => {
    const service = await openElsewhere();
    service.kill('SIGKILL');
    await once(service, 'exit');
    const database = await embeddedDatabase(folder, {});
    await expect(database.check()).resolves.toBeUndefined();
    await database.close();
  });

  it('is free again when its service has closed it, and refused to the same process before', async () => {
    const first = await embeddedDatabase(folder, {});
    await expect(embeddedDatabase(folder, {})).rejects.toThrow(DatabaseLocked);
    await first.close();
    const second = await embeddedDatabase(folder, {});
    await second.close();
  });
});

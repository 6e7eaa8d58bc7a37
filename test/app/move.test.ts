import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveData } from '../../bot/move.ts';
import { peopleActions } from '../../bot/people/actions.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';

const tenant = 'etaten';
let folder: string;
const at = (name: string) => join(folder, name);
const place = (name: string) => ({ dataDir: at(name), databaseUrl: undefined });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lederpuls-move-'));
  const database = await embeddedDatabase(at('old'));
  const people = peopleActions({ database, teams: { members: () => Promise.resolve([]) } });
  await people.setLanguage({ tenant, id: 'åse', name: 'Åse Ødegård' }, 'nn');
  await database.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('moving the data', () => {
  it('takes everything along', async () => {
    await moveData(place('old'), 'export', at('data.jsonl'));
    await moveData(place('new'), 'import', at('data.jsonl'));
    await moveData(place('new'), 'export', at('again.jsonl'));

    expect(readFileSync(at('again.jsonl'), 'utf8')).toBe(readFileSync(at('data.jsonl'), 'utf8'));
    expect(readFileSync(at('data.jsonl'), 'utf8')).toContain('Åse Ødegård');
  });

  it('leaves no half file, and no half database, behind', async () => {
    await moveData(place('old'), 'export', at('data.jsonl'));
    const whole = readFileSync(at('data.jsonl'), 'utf8');
    writeFileSync(at('torn.jsonl'), whole.slice(0, -20));
    await expect(moveData(place('new'), 'import', at('torn.jsonl'))).rejects.toThrow(/not whole/);
    await moveData(place('new'), 'import', at('data.jsonl'));
    await expect(moveData(place('other'), 'import', at('no-such-file'))).rejects.toThrow(/cannot be read/);
  });

  it('refuses while the service has the database', async () => {
    const running = await embeddedDatabase(at('old'));
    await expect(moveData(place('old'), 'export', at('data.jsonl'))).rejects.toThrow();
    await running.close();
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database } from '../../bot/platform/database/database.ts';
import { keyBond } from '../../bot/platform/database/key-bond.ts';
import { checkBond } from '../../bot/platform/keys/bond.ts';
import { directoryKeys } from '../../bot/platform/keys/directory.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase((_name, open) => {
  let folder: string;
  let count = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lederpuls-bond-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const place = (name: string) => join(folder, name);
  const start = async (database: Database, keyDir: string) => {
    await checkBond(keyBond(database), await directoryKeys(place(keyDir)), () => `id-${String(++count)}`);
  };

  describe('a database and its key folder', () => {
    it('belong together from the first start', async () => {
      const database = await open();
      await start(database, 'keys');
      await start(database, 'keys');
      expect(await (await directoryKeys(place('keys'))).bond()).toBe(await keyBond(database).bond());
    });

    it('are told apart from others before a key or an answer is touched', async () => {
      const database = await open();
      await start(database, 'keys');
      await expect(start(database, 'other')).rejects.toThrow(/KEY_DIR is not the place that belongs/);

      const keys = await directoryKeys(place('keys'));
      await keys.create('round');
      const another = await open();
      await expect(start(another, 'keys')).rejects.toThrow(/another database/);
      expect(await keys.list()).toEqual(['round']);
    });

    it('find each other after a crash in their first start', async () => {
      const database = await open();
      await (await directoryKeys(place('keys'))).keepBond('made-before-the-crash');
      await start(database, 'keys');
      expect(await keyBond(database).bond()).toBe('made-before-the-crash');
    });

    it('can be joined again by hand when the folder is lost', async () => {
      const database = await open();
      await start(database, 'keys');
      await directoryKeys(place('new'));
      writeFileSync(join(place('new'), '.database'), (await keyBond(database).bond()) ?? '');
      await expect(start(database, 'new')).resolves.toBeUndefined();
    });
  });
});

import { type Database } from '../../bot/platform/database/database.ts';
import { type DueWork, type Jobs } from '../../bot/platform/jobs/jobs.ts';
import { jobRunner } from '../../bot/platform/jobs/runner.ts';
import { eachDatabase } from '../support/databases.ts';
import { silentLog } from '../support/log.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Work with so many items waiting; a run moves one. */
function pile(name: string, items: number, onMove: () => void = () => undefined): DueWork & { left: number } {
  return {
    name,
    left: items,
    run() {
      if (this.left === 0) return Promise.resolve(0);
      this.left -= 1;
      onMove();
      return Promise.resolve(1);
    },
  };
}

eachDatabase((_name, open) => {
  let running: Jobs[] = [];
  afterEach(async () => {
    await Promise.all(running.map((jobs) => jobs.stop(1000)));
    running = [];
  });

  const start = (database: Database, works: readonly DueWork[], log = silentLog()): Jobs => {
    const jobs = jobRunner({ works, database, log });
    jobs.start();
    running.push(jobs);
    return jobs;
  };

  describe('due work', () => {
    it('is carried out at start, batch after batch, until nothing is left', async () => {
      const database = await open();
      const work = pile('posts', 5);
      await start(database, [work]).settle(5000);
      expect(work.left).toBe(0);
    });

    it('is carried out soon after a wake, and within a second or two without one', async () => {
      const database = await open();
      const work = pile('posts', 0);
      const jobs = start(database, [work]);
      await jobs.settle(5000);
      work.left = 1;
      jobs.wake();
      await pause(200);
      expect(work.left).toBe(0);
      work.left = 1;
      await pause(1500);
      expect(work.left).toBe(0);
    });

    it('is at rest only when what one kind has made due for another is done too', async () => {
      const database = await open();
      const posts = pile('posts', 0);
      const rounds = pile('rounds', 3, () => (posts.left += 2));
      const slowRounds = { name: rounds.name, run: () => pause(60).then(() => rounds.run()) };
      await start(database, [posts, slowRounds]).settle(5000);
      expect([rounds.left, posts.left]).toEqual([0, 0]);
    });

    it('never runs the same kind twice at once, not even in two services', async () => {
      const database = await open();
      let inside = 0;
      let most = 0;
      let left = 10;
      const work = {
        name: 'posts',
        async run() {
          inside += 1;
          most = Math.max(most, inside);
          await pause(10);
          inside -= 1;
          return left-- > 0 ? 1 : 0;
        },
      };
      const both = [start(database, [work]), start(database, [work])];
      await Promise.all(both.map((jobs) => jobs.settle(5000)));
      expect(most).toBe(1);
      expect(left).toBeLessThanOrEqual(0);
    });

    it('goes on while another kind hangs', async () => {
      const database = await open();
      const hang = Promise.withResolvers<number>();
      const work = pile('posts', 3);
      const jobs = start(database, [{ name: 'stuck', run: () => hang.promise }, work]);
      const began = Date.now();
      await jobs.settle(300);
      expect(work.left).toBe(0);
      expect(Date.now() - began).toBeGreaterThanOrEqual(290);
      hang.resolve(0);
      await jobs.settle(5000);
      expect(Date.now() - began).toBeLessThan(3000);
    });

    it('is tried again after it failed, later and later, and the failure is logged', async () => {
      const database = await open();
      const log = silentLog();
      const tries: number[] = [];
      const failing = {
        name: 'failing',
        run() {
          tries.push(Date.now());
          return Promise.reject(new Error('no'));
        },
      };
      const work = pile('posts', 50);
      const jobs = start(database, [failing, work], log);
      await pause(100);
      for (let times = 0; times < 20; times += 1) jobs.wake();
      await pause(2200);
      expect(work.left).toBe(0);
      expect(tries.length).toBeGreaterThanOrEqual(2);
      expect(tries.length).toBeLessThanOrEqual(4);
      expect(log.bugs).toHaveLength(tries.length);
    });

    it('finishes the running batch before it stops, and starts none after', async () => {
      const database = await open();
      let finished = 0;
      const jobs = start(database, [
        {
          name: 'slow',
          async run() {
            await pause(150);
            finished += 1;
            return 1;
          },
        },
      ]);
      await pause(50);
      await jobs.stop(5000);
      const atStop = finished;
      expect(atStop).toBe(1);
      await pause(300);
      expect(finished).toBe(atStop);
    });

    it('does not wait for ever for a batch that hangs', async () => {
      const database = await open();
      const hang = Promise.withResolvers<number>();
      const jobs = start(database, [{ name: 'stuck', run: () => hang.promise }]);
      await pause(30);
      const began = Date.now();
      await jobs.stop(100);
      expect(Date.now() - began).toBeLessThan(1000);
      hang.resolve(0);
    });
  });
}, {});

/** One measurement of `npm run bench planning`: `ours` or `bare`, in a folder, for so many channels. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { promptActions } from '../../bot/prompts/actions.ts';
import { agency, channelId, monday } from './agency.ts';

const [how = '', folder = '', channels = ''] = process.argv.slice(2);
const tenant = '5f0f4c1e-7a54-4a0c-9f67-2b9f2f1c8d11';

const database = await embeddedDatabase(folder);
const serviceUrl = 'https://smba.example/no/';
const made = await agency(database, { tenant, serviceUrl, channels: Number(channels) });
const measured = how === 'ours' ? await ours() : await bare();
process.stdout.write(`${JSON.stringify(measured)}\n`);

/** Time, and the most memory that the process has had. */
async function timed(work: () => Promise<unknown>): Promise<{ ms: number; rssMb: number }> {
  const began = performance.now();
  await work();
  return { ms: performance.now() - began, rssMb: process.resourceUsage().maxRSS / 1024 };
}

/** The round is opened with its channels, and a post planned for each. */
async function ours() {
  const clock = { now: () => new Date(monday) };
  const { programme, packs } = made;
  const prompts = promptActions({ database, programme: () => programme, packs, clock });
  const work = roundWork({ database, programme, packs, clock, parts: () => [prompts.part] });
  const cost = await timed(() => work.run());
  const posts = await database.tables<{ post: { id: string } }>().selectFrom('post').select('id').execute();
  await database.close();
  return { ...cost, rows: posts.length };
}

async function bare() {
  await database.close();
  const raw = new DatabaseSync(join(folder, 'lederpuls.sqlite'));
  raw.exec('pragma synchronous = full; pragma secure_delete = on');
  const at = new Date(monday).toISOString();
  const cost = await timed(async () => {
    raw.exec('begin');
    const slot = raw.prepare('insert into round_channel (tenant, round, channel) values (?, ?, ?)');
    const post = raw.prepare(
      `insert into post (tenant, id, round, channel, kind, state, next_attempt_at)
       values (?, ?, 'r', ?, 'weekly', 'planned', ?)`,
    );
    raw
      .prepare('insert into round values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(tenant, 'r', 'uka', '2026-W40', 'p', 'e', at, at, 'open', null);
    for (let number = 0; number < Number(channels); number++) slot.run(tenant, 'r', channelId(number));
    for (let number = 0; number < Number(channels); number++)
      post.run(tenant, String(number).padStart(32, '0'), channelId(number), at);
    raw.exec('commit');
    await Promise.resolve();
  });
  raw.close();
  return { ...cost, rows: Number(channels) };
}

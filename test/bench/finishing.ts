import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { publishDue } from '../../bot/minutes/actions/publish.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { office, people } from '../minutes/office.ts';
import { practicePlanner } from '../minutes/practice-planner.ts';

const ITEMS = 40;

/** From "finish" until the document lies in the files and every task in the plan, against practice's Graph. */
export async function benchFinishing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lederpuls-bench-'));
  const planner = await practicePlanner();
  const database = await embeddedDatabase(folder);
  try {
    const at = office(database);
    const parts = { ...at.parts, graph: planner.graph };
    const { id } = await at.open('åse', 'bench');
    await startMeeting(parts, at.caller('åse'), id);
    for (let number = 0; number < ITEMS; number++) await decide(at, id, number);
    const began = performance.now();
    await finishMeeting(parts, at.caller('åse'), id);
    const finished = performance.now();
    while ((await publishDue(parts)) > 0);
    const done = performance.now();
    const { publications } = await readMeeting(parts, at.caller('åse'), id);
    const left = publications.filter(({ state }) => state !== 'done').length;
    const seconds = (ms: number) => (ms / 1000).toFixed(2);
    console.log(
      `  finishing ${ITEMS} items: answered after ${seconds(finished - began)} s, ` +
        `document and ${(await planner.tasks()).length} tasks after ${seconds(done - began)} s, ${left} left`,
    );
  } finally {
    await planner.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function decide(at: ReturnType<typeof office>, id: string, number: number): Promise<void> {
  const item = randomUUID();
  const followUp = randomUUID();
  const insert = `Vi gjør dette nå. ${'Det er drøftet grundig. '.repeat(40)}`;
  const reply = await at.change(
    'åse',
    id,
    { type: 'add-item', item, kind: 'B', title: `Sak ${number}`, after: null },
    {
      ...{ type: 'edit', target: { of: 'item', item, field: 'decision' }, revision: 0 },
      edit: { at: 0, remove: 0, insert },
    },
    { type: 'add-follow-up', item, followUp, text: `Gjøre ferdig ${number}` },
    { type: 'set-follow-up', item, followUp, set: { owner: people.bjørn, due: '2027-01-25' } },
  );
  if (reply.results.some((result) => 'refused' in result)) throw new Error(JSON.stringify(reply));
}

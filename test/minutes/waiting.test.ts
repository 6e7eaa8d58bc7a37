import { finishMeeting, publishMinutes } from '../../bot/minutes/actions/lead.ts';
import { publishDue } from '../../bot/minutes/actions/publish.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Trouble } from '../support/graph-fake.ts';
import { graphStand, type GraphStand } from '../support/graph-stand.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office } from './office.ts';

let stand: GraphStand;

beforeAll(async () => {
  stand = await graphStand(250);
});
afterAll(() => stand.fake.close());
beforeEach(() => {
  stand.reset();
});

/** What Graph does, and the cure that the tab shows. */
const faults: readonly (readonly [string, Trouble['do'], RegExp])[] = [
  ['401', { status: 401 }, /åpner møtet her igjen/],
  ['403', { status: 403 }, /Be teameieren om tilgang/],
  ['404', { status: 404 }, /Spør teameieren/],
  ['409', { status: 409 }, /prøver igjen av oss selv/],
  ['412', { status: 412 }, /prøver igjen av oss selv/],
  ['423', { status: 423 }, /Be dem lukke den/],
  ['429', { status: 429 }, /sendes av seg selv om litt/],
  ['503', { status: 503 }, /sendes av seg selv om litt/],
  ['507', { status: 507 }, /om å rydde/],
  ['a time-out', 'hang', /Referatet er trygt lagret.*Prøv igjen nå/],
  ['a cut upload', 'cut', /Referatet er trygt lagret.*Prøv igjen nå/],
  ['a lost answer', 'lost', /Referatet er trygt lagret.*Prøv igjen nå/],
];

const places = {
  document: { method: 'PUT', path: '/drives/' },
  task: { method: 'POST', path: '/planner/tasks' },
} as const;

/** The service, begun anew on what was kept: whatever was only in memory is gone. */
function started(database: Database) {
  const at = office(database);
  const parts = { ...at.parts, graph: stand.graph };
  return {
    at,
    parts,
    publish: async () => {
      while ((await publishDue(parts)) > 0);
    },
  };
}

const of = (view: MeetingView, wanted: string) => view.publications.find(({ kind }) => kind === wanted);

eachDatabase((_name, openDatabase) => {
  describe.each(['document', 'task'] as const)('finished minutes whose %s meets', (kind) => {
    it.each(faults)(
      '%s wait with a cure, survive a restart, and come through once',
      async (_what, does, cure) => {
        const database = await openDatabase();
        const first = started(database);
        const { id } = await led(first.at);
        stand.trouble({ ...places[kind], do: does });
        await finishMeeting(first.parts, first.at.caller('åse'), id);
        await first.publish();
        const waiting = of(await readMeeting(first.parts, first.at.caller('kari'), id), kind);
        expect(waiting).toMatchObject({ state: 'waiting', mayHaveArrived: false });
        expect(waiting?.reason).toMatch(cure);

        const second = started(database);
        const kept = of(await readMeeting(second.parts, second.at.caller('kari'), id), kind);
        expect(kept).toEqual(waiting);
        second.at.world.machine += 3_600_000;
        await publishMinutes(second.parts, second.at.caller('åse'), id, undefined);
        await second.publish();
        const done = await readMeeting(second.parts, second.at.caller('kari'), id);
        expect(done.publications.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
        expect(stand.fake.files.size).toBe(1);
        expect(stand.fake.tasks).toHaveLength(1);
      },
    );
  });

  describe('a full plan', () => {
    it('is said to be full', async () => {
      const { at, parts, publish } = started(await openDatabase());
      const { id } = await led(at);
      stand.trouble({ ...places.task, do: { status: 403, code: 'MaximumTasksInProject' } });
      await finishMeeting(parts, at.caller('åse'), id);
      await publish();
      expect(of(await readMeeting(parts, at.caller('kari'), id), 'task')?.reason).toContain(
        'Planen har ikke plass',
      );
    });
  });
});

import { randomUUID } from 'node:crypto';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { LiveMeetings } from '../../bot/minutes/live/live.ts';
import { type EventStream } from '../../bot/platform/http/http.ts';
import { eachDatabase } from '../support/databases.ts';
import { chat, type Office, office, people, tenant, type Who } from './office.ts';

interface Heard {
  readonly id?: number;
  readonly event: string;
  readonly data: unknown;
}

/** A tab's end of a stream. */
function tab(): EventStream & { readonly heard: Heard[]; closed: boolean } {
  const listeners: (() => void)[] = [];
  return {
    heard: [],
    closed: false,
    send(event) {
      this.heard.push(structuredClone(event));
    },
    onClose(listener) {
      listeners.push(listener);
    },
    close() {
      this.closed = true;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}

async function until(claim: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!claim() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(claim()).toBe(true);
}

function follow(
  at: Office,
  live: LiveMeetings,
  { who, meeting, after }: { who: Who; meeting: string; after?: number },
) {
  const stream = tab();
  const query: Record<string, string> = after === undefined ? {} : { after: String(after) };
  const opened = live.open(
    { caller: at.caller(who), params: { id: meeting }, query, body: undefined },
    stream,
  );
  return { stream, opened };
}

const changes = (heard: readonly Heard[]) =>
  heard.filter(({ event }) => event === 'change').map(({ id }) => id);
const present = (heard: readonly Heard[]) => {
  const last = heard.findLast(({ event }) => event === 'presence');
  return (last?.data as { people: { name: string; item: string | null }[] } | undefined)?.people ?? [];
};

eachDatabase((_name, openDatabase) => {
  const lives: LiveMeetings[] = [];
  const faults: unknown[] = [];
  const liveOf = (at: Office) => {
    const live = new LiveMeetings(at.parts, (error) => faults.push(error));
    lives.push(live);
    return live;
  };
  describe('somebody who follows a meeting', () => {
    // Inner hooks run first: the streams end before the database closes.
    afterEach(async () => {
      await Promise.all(lives.splice(0).map((live) => live.close()));
      if (faults.length > 0) throw new AggregateError(faults.splice(0), 'live meetings');
    });

    it('sees each change once and in order, also those made before the stream opened', async () => {
      const at = office(await openDatabase());
      const live = liveOf(at);
      const { id } = await at.open('åse');
      await at.change('åse', id, { type: 'set-meeting', set: { place: 'Rom 1' } });
      const { stream, opened } = follow(at, live, { who: 'bjørn', meeting: id, after: 0 });
      const during = at.change('åse', id, { type: 'set-meeting', set: { place: 'Rom 2' } });
      await Promise.all([opened, during]);
      await at.change('åse', id, { type: 'set-meeting', set: { place: 'Rom 3' } });
      await until(() => changes(stream.heard).length === 3);
      expect(changes(stream.heard)).toEqual([1, 2, 3]);
    });

    it('sees who is there, in which item they write, and that they have left', async () => {
      const at = office(await openDatabase());
      const live = liveOf(at);
      const { id, items } = await at.open('åse');
      const item = items[1]?.id ?? '';
      const mine = follow(at, live, { who: 'bjørn', meeting: id });
      const chair = follow(at, live, { who: 'åse', meeting: id });
      await Promise.all([mine.opened, chair.opened]);
      await at.change('åse', id, {
        type: 'edit',
        target: { of: 'item', item, field: 'notes' },
        revision: 0,
        edit: { at: 0, remove: 0, insert: 'a' },
      });
      await until(() => present(mine.stream.heard).some((one) => one.item === item));
      expect(present(mine.stream.heard)).toContainEqual({ ...people.åse, item });
      chair.stream.close();
      await until(() => present(mine.stream.heard).length === 1);
      expect(present(mine.stream.heard)).toMatchObject([people.bjørn]);
    });

    it('sees those who have it open in another instance', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const here = follow(at, liveOf(at), { who: 'bjørn', meeting: id });
      const there = follow(at, liveOf(at), { who: 'åse', meeting: id });
      await Promise.all([here.opened, there.opened]);
      await until(() => present(here.stream.heard).length === 2 && present(there.stream.heard).length === 2);
      await at.change('åse', id, { type: 'set-meeting', set: { place: 'Rom 1' } });
      await until(() => changes(here.stream.heard).length === 1 && changes(there.stream.heard).length === 1);
      expect(changes(here.stream.heard)).toEqual([1]);
    });

    it('hears of start, finish and what becomes of the minutes', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const { stream, opened } = follow(at, liveOf(at), { who: 'bjørn', meeting: id });
      await opened;
      await startMeeting(at.parts, at.caller('åse'), id);
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      await until(() =>
        /"document".*"done"/.test(
          JSON.stringify([stream.heard.findLast(({ event }) => event === 'publication')]),
        ),
      );
      const states = stream.heard.filter(({ event }) => event === 'state').map(({ data }) => data);
      expect(states).toEqual([{ state: 'in-progress' }, { state: 'for-approval' }]);
    });

    it('is shown out when removed from the chat', async () => {
      const at = office(await openDatabase());
      const live = liveOf(at);
      const { id } = await at.open('åse');
      const { stream, opened } = follow(at, live, { who: 'kari', meeting: id });
      await opened;
      at.world.members.set(
        chat,
        (at.world.members.get(chat) ?? []).filter((one) => one.id !== people.kari.id),
      );
      await live.membersChanged({ tenant, conversation: chat, serviceUrl: 'https://teams.example/' });
      expect(stream.closed).toBe(true);
    });

    it('is refused when not in the meeting', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await expect(follow(at, liveOf(at), { who: 'outsider', meeting: id }).opened).rejects.toMatchObject({
        code: 'not-in-meeting',
      });
      await expect(
        follow(at, liveOf(at), { who: 'åse', meeting: randomUUID() }).opened,
      ).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });
});

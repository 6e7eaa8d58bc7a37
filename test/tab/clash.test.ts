import { randomUUID } from 'node:crypto';
import { type LiveEvents, type TextEdit, type TextTarget } from '../../bot/minutes/api.ts';
import { type Clash, clashesAfter, sideBySide } from '../../tab/minutes/clash.ts';
import * as replicas from '../../tab/minutes/replica.ts';
import { kåre, StandInMeeting, åse } from '../support/tab/meeting.ts';

const text = 'Vi starter i mai. Ledelsen følger opp. Ferdig til jul.';

/** Åse writes without a network what `mine` says, Kåre meanwhile `theirs`; then hers goes out and all comes back. */
function offline(mine: readonly TextEdit[], theirs: readonly TextEdit[]) {
  const meeting = new StandInMeeting();
  const target: TextTarget = { of: 'item', item: meeting.view.items[1]?.id ?? '', field: 'notes' };
  const change = (edit: TextEdit, revision: number) =>
    ({ id: randomUUID(), type: 'edit', target, revision, edit }) as const;
  meeting.change([change({ at: 0, remove: 0, insert: text }, 0)], kåre);
  let replica = replicas.replicaOf(meeting.view);
  let clashes: readonly Clash[] = [];
  const heard: LiveEvents['change'][] = [];
  meeting.listen(meeting.view.sequence, (event, data) => {
    if (event === 'change') heard.push(data as LiveEvents['change']);
  });
  const hear = () => {
    for (const told of heard.splice(0)) {
      const after = replicas.received(replica, told);
      clashes = clashesAfter(clashes, { before: replica, after }, told);
      replica = after;
    }
  };
  for (const edit of mine) replica = replicas.changed(replica, change(edit, 0));
  theirs.forEach((edit, index) => meeting.change([change(edit, index + 1)], kåre));
  while (replica.pending.length > 0) {
    const out = replicas.marked(replica, replicas.sendable(replica, 100));
    replica = out.replica;
    meeting.change(out.changes, åse);
    hear();
  }
  return { clashes, now: replicas.textOf(meeting.view, target) ?? '' };
}

const replace = (words: string, insert: string): TextEdit => ({
  at: text.indexOf(words),
  remove: words.length,
  insert,
});

describe('two who write while one has no network', () => {
  it('both stand side by side when they changed the same words, and nothing typed is gone', () => {
    const { clashes, now } = offline([replace('mai', 'juni')], [replace('i mai', 'etter ferien')]);
    expect(clashes).toMatchObject([{ open: false }]);
    const [clash] = clashes;
    if (!clash) throw new Error('no clash');
    const shown = sideBySide(clash, now);
    expect(shown.mine).toBe('Vi starter i juni.');
    expect(shown.theirs).toBe('Vi starter etter ferien.');
    expect(now).toContain('juni');
    expect(now).toContain('etter ferien');
    const rest = ' Ledelsen følger opp. Ferdig til jul.';
    expect(shown.whole(shown.mine)).toBe(`Vi starter i juni.${rest}`);
    expect(shown.whole(shown.theirs)).toBe(`Vi starter etter ferien.${rest}`);
  });

  it('both stand side by side when one wrote inside a sentence that the other took away', () => {
    const inside = { at: text.indexOf('følger'), remove: 0, insert: 'alltid ' };
    const { clashes, now } = offline([inside], [replace('Ledelsen følger opp. ', '')]);
    expect(clashes).toHaveLength(1);
    expect(now).toContain('alltid');
  });

  it('are not asked about what goes together by itself', () => {
    const end = { at: text.length, remove: 0, insert: ' Takk.' };
    expect(offline([end], [replace('Vi', 'Alle')]).clashes).toEqual([]);
    expect(offline([end], [end]).clashes).toEqual([]);
    expect(offline([replace('mai', 'juni')], [replace('jul', 'nyttår')]).clashes).toEqual([]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../../bot/content/packs.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { GraphFault, type GraphFaultCode } from '../../bot/platform/graph/graph.ts';
import { channelId } from './agency.ts';
import { campaignOutcome, type CampaignResult, noOtherFaults, runCampaign } from './campaign.ts';
import { faultRows } from './rows.ts';
import { toldScript } from './script.ts';
import { type Call, type Strike } from './scripted-teams.ts';
import { brokenPromises } from './table.ts';

const packs = loadPacks('bot/content/packs');

/** Which of a post's calls meet the fault. */
const calls = {
  first: (times: number) => times === 1,
  second: (times: number) => times === 2,
  'first and second': (times: number) => times <= 2,
  every: () => true,
};

/** One week with a channel for each row. */
async function week(
  channels: number,
  strikeOf: (call: Call, channel: number, times: number) => Strike | undefined,
) {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-faults-'));
  const database = await embeddedDatabase(folder);
  const times = new Map<string, number>();
  try {
    return await runCampaign({
      ...{ database, packs, seed: 1, from: '2026-09-28', weeks: 1, ...noOtherFaults },
      size: { channels, answering: 0 },
      script: toldScript((call) => {
        const key = `${call.channel} ${call.what}`;
        const count = (times.get(key) ?? 0) + 1;
        times.set(key, count);
        return strikeOf(call, Number(/kanal-(\d+)/.exec(call.channel)?.[1]), count);
      }),
    });
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `posted once` and the like, by channel. */
function endsOf({ ledger, found }: CampaignResult, kind: 'weekly' | 'result'): readonly string[] {
  const rows = ledger.filter((row) => row.kind === kind);
  return Array.from({ length: rows.length }, (_one, number) => {
    const channel = channelId(number);
    const row = rows.find((one) => one.channel === channel);
    const times = found.filter((one) => one.channel === channel && one.kind === kind).length;
    return `${row?.state ?? 'nowhere'}, stands ${times}`;
  });
}

async function meeting(which: keyof typeof calls, rows = faultRows): Promise<CampaignResult> {
  const result = await week(rows.length, (call, channel, times) => {
    const row = rows[channel];
    return call.what !== 'look' && row && calls[which](times) ? { mishap: row.mishap } : undefined;
  });
  expect(brokenPromises(campaignOutcome(which, result))).toEqual([]);
  return result;
}

describe('every answer of Teams', () => {
  it('to the first call of a post leaves it posted once, or skipped where Teams will never take it', async () => {
    const ends = endsOf(await meeting('first'), 'weekly');
    const wanted = faultRows.map((row) => [row.name, row.final ? 'skipped, stands 0' : 'posted, stands 1']);
    expect(faultRows.map(({ name }, number) => [name, ends[number]])).toEqual(wanted);
  }, 600_000);

  it('to the second call finds the post done', async () => {
    const ends = endsOf(await meeting('second'), 'weekly');
    expect(new Set(ends)).toEqual(new Set(['posted, stands 1']));
  }, 600_000);

  it('to the first and the second call leaves no post doubled, missed or told wrongly', async () => {
    const result = await meeting('first and second');
    expect(result.posts.due).toBe(2 * faultRows.length);
  }, 600_000);

  it('to every call until it is too late ends with a reason', async () => {
    const names = ['429', '500', 'reset before accept', 'hang before accept'];
    const rows = faultRows.filter(({ name }) => names.includes(name));
    const ends = endsOf(await meeting('every', rows), 'weekly');
    expect(ends).toEqual(rows.map(() => 'skipped, stands 0'));
  }, 600_000);
});

describe('a look that fails', () => {
  const codes: readonly GraphFaultCode[] = [
    ...(['graph-unreachable', 'graph-busy', 'graph-down'] as const),
    ...(['not-allowed', 'not-found', 'refused'] as const),
  ];
  const lost = (call: Call, times: number): Strike | undefined =>
    call.what === 'create' && times === 1 ? { mishap: 'reset-after-accept' } : undefined;
  const weeklyEnds = async (strikeOf: Parameters<typeof week>[1]) => {
    const result = await week(codes.length, strikeOf);
    expect(brokenPromises(campaignOutcome('looks', result))).toEqual([]);
    return Object.fromEntries(codes.map((code, number) => [code, endsOf(result, 'weekly')[number]]));
  };

  it('once is repeated where that can help, and handed over where it cannot', async () => {
    const ends = await weeklyEnds((call, channel, times) =>
      call.what === 'look' && times === 1
        ? { graph: new GraphFault(codes[channel] ?? 'refused') }
        : lost(call, times),
    );
    const passing = ['graph-unreachable', 'graph-busy', 'graph-down'];
    expect(ends).toEqual(
      Object.fromEntries(
        codes.map((code) => [code, passing.includes(code) ? 'posted, stands 1' : 'handed-over, stands 1']),
      ),
    );
  });

  it('for ever leaves the post with a person, never sent blindly', async () => {
    const ends = await weeklyEnds((call, channel, times) =>
      call.what === 'look' ? { graph: new GraphFault(codes[channel] ?? 'refused') } : lost(call, times),
    );
    expect(new Set(Object.values(ends))).toEqual(new Set(['handed-over, stands 1']));
  });

  it('to show a message that stands there, for a while, does not post it again', async () => {
    const result = await week(1, (call, _channel, times) => {
      const struck = lost(call, times);
      return struck && { ...struck, showsAfterMs: 1500 };
    });
    expect(endsOf(result, 'weekly')).toEqual(['posted, stands 1']);
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHANNELS = 20_000;
const ROUNDS = 3;

interface Planned {
  readonly ms: number;
  readonly rssMb: number;
  readonly rows: number;
}

/**
 * The round of 20,000 leader channels is opened and its posts are planned, as the service does it, beside a bare
 * insertion of the same rows in one transaction. Each in a process of its own, so that memory can be told apart.
 */
export async function benchPlanning(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lederpuls-bench-'));
  try {
    const measured: Record<'bare' | 'ours', Planned[]> = { bare: [], ours: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const how of ['ours', 'bare'] as const)
        measured[how].push(await plan(how, join(folder, `${how}${String(round)}`)));
    const [bare, ours] = [middle(measured.bare), middle(measured.ours)];
    if (bare.rows !== ours.rows) throw new Error('Both should have written the same rows.');
    console.table({
      'bare insertion': row(bare),
      Lederpuls: row(ours),
      ratio: { ms: (ours.ms / bare.ms).toFixed(2), 'RSS MB': (ours.rssMb / bare.rssMb).toFixed(2) },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = ({ ms, rssMb, rows }: Planned) => ({ ms: ms.toFixed(0), 'RSS MB': rssMb.toFixed(0), rows });

function middle(planned: readonly Planned[]): Planned {
  const found = [...planned].sort((a, b) => a.ms - b.ms)[Math.floor(planned.length / 2)];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

async function plan(how: 'bare' | 'ours', folder: string): Promise<Planned> {
  const child = spawn(process.execPath, ['test/bench/planner.ts', how, folder, String(CHANNELS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text) as Planned;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type State } from '../../infra/practice/api.ts';
import { startPractice } from '../support/practice.ts';

const env = { SERVICE_SCRIPT: 'test/practice/small-service.ts' };

describe('practice killed and started again', () => {
  let dataDir = '';
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'practice-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps addresses, clock and messages, and leaves no service behind', async () => {
    const first = await startPractice({ dataDir, env });
    const chair = (await first.api<State>('GET', '/api/state')).people[0]?.id ?? '';
    const asked = { conversation: 'personal', text: 'hjelp' };
    await first.api('POST', `/api/people/${chair}/messages`, asked);
    await first.api('POST', '/api/clock', { now: '2027-03-01T07:30:00Z' });
    const before = await first.api<State>('GET', '/api/state');
    // Longer than the snapshots wait.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await first.kill();

    const again = await startPractice({ dataDir, env });
    const after = await again.api<State>('GET', '/api/state');
    await again.stop();
    expect([again.url, after.serviceUrl]).toEqual([first.url, before.serviceUrl]);
    expect(after.messages).toEqual(before.messages);
    expect(after.now).toMatch(/^2027-03-01/);
  });

  it('stays up, and says why, when the service cannot start', async () => {
    const practice = await startPractice({ dataDir, env: { SERVICE_SCRIPT: 'test/practice/nothing.ts' } });
    const { services } = await practice.api<State>('GET', '/api/state');
    await practice.stop();
    expect(services[0]?.state).toBe('failed');
    expect(services[0]?.lastLines.join('\n')).toContain('Cannot find module');
  });
});

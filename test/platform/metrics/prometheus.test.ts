import { prometheusMetrics, type Prometheus } from '../../../bot/platform/metrics/prometheus.ts';
import { silentLog } from '../../support/log.ts';

describe('the figures on how the service runs', () => {
  let metrics: Prometheus;
  let address: string;
  const log = silentLog();

  beforeEach(async () => {
    metrics = prometheusMetrics(log);
    ({ address } = await metrics.listen(0));
  });
  afterEach(() => metrics.close());

  const read = async () => (await fetch(address)).text();

  it('are read anew each time, and forget what is not there any more', async () => {
    let readings = [{ labels: { state: 'planned' }, value: 3 }];
    metrics.gauge('lederpuls_posts', 'Posts by state', ['state'], () => Promise.resolve(readings));
    expect(await read()).toContain('lederpuls_posts{state="planned"} 3');
    readings = [{ labels: { state: 'posted' }, value: 2 }];
    const text = await read();
    expect(text).toContain('lederpuls_posts{state="posted"} 2');
    expect(text).not.toContain('planned');
  });

  it('count what happened', async () => {
    const sent = metrics.counter('lederpuls_sendings_total', 'Sendings by outcome', 'outcome');
    sent('posted');
    sent('posted');
    expect(await read()).toContain('lederpuls_sendings_total{outcome="posted"} 2');
  });

  it('are unavailable, not wrong, when the database cannot be read', async () => {
    metrics.gauge('lederpuls_rounds', 'Rounds', [], () => Promise.reject(new Error('no database')));
    expect((await fetch(address)).status).toBe(503);
  });

  it('lie on this machine only, and at one address', async () => {
    expect(new URL(address).hostname).toBe('127.0.0.1');
    expect((await fetch(new URL('/', address))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  });
});

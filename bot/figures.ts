import { type PublicationQueue } from './minutes/store/publications.ts';
import { type Metrics, type Reading } from './platform/metrics/metrics.ts';
import { type PromptActions } from './prompts/actions.ts';
import { type ProgrammeActions } from './programme/actions.ts';

/** How many there are in each state. */
type Counts = ReadonlyMap<string, number>;

interface Counted {
  readonly prompts: Pick<PromptActions, 'counts'>;
  readonly programme: Pick<ProgrammeActions, 'counts'>;
  readonly publications: Pick<PublicationQueue, 'counts'>;
}

/** What the operator sees of the service's own work. Nothing here is about people or their answers. */
export function serveFigures(metrics: Metrics, { prompts, programme, publications }: Counted): void {
  const states = (name: string, help: string, read: () => Promise<Counts>) => {
    metrics.gauge(name, help, ['state'], async () => readingsOf(await read()));
  };
  states('lederpuls_posts', 'Posts of the ledger by state', () => prompts.counts());
  states('lederpuls_channels', 'Leader channels by state', async () => (await programme.counts()).channels);
  states('lederpuls_rounds', 'Rounds by state', async () => (await programme.counts()).rounds);
  states('lederpuls_publications', 'Documents, tasks and summaries by state', () => publications.counts());
}

function readingsOf(counts: Counts): readonly Reading[] {
  return [...counts].map(([state, value]) => ({ labels: { state }, value }));
}

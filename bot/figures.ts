import { type PublicationQueue } from './minutes/store/publications.ts';
import { type WorkReport } from './platform/jobs/jobs.ts';
import { type Metrics, type Reading } from './platform/metrics/metrics.ts';
import { around } from './platform/reach.ts';
import { type Teams, TeamsFault } from './platform/teams/teams.ts';
import { type PostFigures } from './prompts/actions/figures.ts';
import { type ProgrammeActions } from './programme/actions.ts';

/** How many there are in each state. */
type Counts = ReadonlyMap<string, number>;

interface Counted {
  readonly posts: () => Promise<PostFigures>;
  readonly programme: Pick<ProgrammeActions, 'counts'>;
  readonly publications: Pick<PublicationQueue, 'counts'>;
}

interface Running {
  readonly works: () => readonly WorkReport[];
  /** Names of what lies outside and did not answer when it was last asked. */
  readonly unreachable: () => readonly string[];
}

/**
 * What the operator sees of the service's own work; infra/README.md lists it. Nothing here is about people or their
 * answers, and nothing grows with what people do.
 */
export function serveFigures(metrics: Metrics, counted: Counted, running: Running): void {
  serveStates(metrics, counted);
  servePosts(metrics, counted.posts);
  serveJobs(metrics, running.works);
  metrics.gauge('lederpuls_reachable', 'Whether it answered when last asked', ['part'], () =>
    Promise.resolve(
      ['identity', 'teams'].map((part) => ({
        labels: { part },
        value: running.unreachable().includes(part) ? 0 : 1,
      })),
    ),
  );
}

function serveStates(metrics: Metrics, { posts, programme, publications }: Counted): void {
  const states = (name: string, help: string, read: () => Promise<Counts>) => {
    metrics.gauge(name, help, ['state'], async () => readingsOf(await read()));
  };
  states('lederpuls_posts', 'Posts of the ledger by state', async () => (await posts()).states);
  states('lederpuls_channels', 'Leader channels by state', async () => (await programme.counts()).channels);
  states('lederpuls_rounds', 'Rounds by state', async () => (await programme.counts()).rounds);
  states('lederpuls_publications', 'Documents, tasks and summaries by state', () => publications.counts());
}

function servePosts(metrics: Metrics, posts: () => Promise<PostFigures>): void {
  const number = (name: string, help: string, of: (figures: PostFigures) => number) => {
    metrics.gauge(name, help, [], async () => [{ labels: {}, value: of(await posts()) }]);
  };
  number('lederpuls_posts_waiting', 'Posts and edits that could go now', ({ waiting }) => waiting);
  number('lederpuls_posts_late', 'Posts not ended ten minutes after they were due', ({ late }) => late);
  number(
    'lederpuls_post_oldest_seconds',
    'Since the oldest post that has not ended was due',
    ({ oldestSeconds }) => oldestSeconds,
  );
}

function serveJobs(metrics: Metrics, works: () => readonly WorkReport[]): void {
  const perJob = (name: string, help: string, of: (work: WorkReport) => number | undefined) => {
    metrics.gauge(name, help, ['job'], () =>
      Promise.resolve(
        works().flatMap((work) => {
          const value = of(work);
          return value === undefined ? [] : [{ labels: { job: work.name }, value }];
        }),
      ),
    );
  };
  perJob('lederpuls_job_last_success_timestamp_seconds', 'When a run last ended well', ({ succeededAt }) =>
    succeededAt === undefined ? undefined : succeededAt / 1000,
  );
  perJob('lederpuls_job_last_run_seconds', 'Of the last run that moved something', ({ tookMs }) =>
    tookMs === undefined ? undefined : tookMs / 1000,
  );
  perJob('lederpuls_job_failures', 'Failed runs since the last good one', ({ failures }) => failures);
  perJob('lederpuls_job_hung', '1 = no sign of life for five minutes', ({ hung }) => (hung ? 1 : 0));
}

/** Counts what became of each call that the ledger makes; nobody else's, for those would count what people do. */
export function countedCalls(teams: Teams, metrics: Metrics | undefined): Teams {
  if (metrics === undefined) return teams;
  const count = metrics.counter('lederpuls_post_calls_total', 'Calls of the ledger by outcome', 'outcome');
  return around(teams, async (call) => {
    try {
      const result = await call();
      count('done');
      return result;
    } catch (fault) {
      count(fault instanceof TeamsFault ? fault.kind : 'bug');
      throw fault;
    }
  });
}

function readingsOf(counts: Counts): readonly Reading[] {
  return [...counts].map(([state, value]) => ({ labels: { state }, value }));
}

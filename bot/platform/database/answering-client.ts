import { Client } from 'pg';

/** The server ends a statement itself; this is for the server, or the line to it, that says nothing at all. */
export const STATEMENT_MS = 30_000;
export const ANSWER_MS = STATEMENT_MS + 5000;

/**
 * Gives up waiting after `query_timeout` (ms), as pg's client does, and then closes the line: the pool would else
 * hand it to the next, who would queue behind an answer that never comes.
 */
export class AnsweringClient extends Client {
  override readonly query = ((...said: Parameters<Client['query']>) => {
    const ask = super.query.bind(this) as (...what: typeof said) => unknown;
    const answer = ask(...said);
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Query read timeout') void this.end();
      });
    return answer;
  }) as Client['query'];
}

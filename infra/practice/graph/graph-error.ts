/** A refusal of Graph's, sent in the shape that all of Graph uses. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string) => new GraphError(400, 'BadRequest', message);
export const notFound = (message: string) => new GraphError(404, 'itemNotFound', message);

/** The body of an error; `date` has no zone, as Graph's own. */
export function errorBody(
  error: Pick<GraphError, 'code' | 'message'>,
  ids: { date: Date; requestId: string; clientRequestId: string },
): unknown {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: ids.date.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}

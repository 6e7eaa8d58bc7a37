import { GraphClientError, GraphError } from '@microsoft/microsoft-graph-client';
import { IdentityFault } from '../identity/identity.ts';
import { GraphFault, type GraphFaultCode } from './graph.ts';

/** Why a call to Graph failed, in our words. Anything that is neither Graph's answer nor a fault is a bug. */
export function graphFault(error: unknown): unknown {
  if (error instanceof GraphFault) return error;
  if (error instanceof IdentityFault)
    return new GraphFault(identityCodes[error.code], { message: error.message });
  // The client passes on what a middleware threw only inside this.
  if (error instanceof GraphClientError && error.customError !== undefined)
    return graphFault(error.customError);
  if (error instanceof GraphError && error.statusCode > 0)
    return answerFault(error.statusCode, error.code ?? '', error.headers);
  return error;
}

const identityCodes: Readonly<Record<IdentityFault['code'], GraphFaultCode>> = {
  unreachable: 'graph-unreachable',
  'consent-needed': 'consent-needed',
  'sign-in-needed': 'sign-in-needed',
  refused: 'refused',
};

const statusCodes: Readonly<Record<number, GraphFaultCode>> = {
  401: 'sign-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  408: 'graph-unreachable',
  409: 'conflict',
  412: 'conflict',
  423: 'file-open',
  429: 'graph-busy',
  503: 'graph-busy',
  507: 'out-of-space',
};

/** `code` is Graph's own word for it; the sentence beside it may hold names and is left out. */
export function answerFault(status: number, code: string, headers?: Headers): GraphFault {
  const ours = status === 403 && code.startsWith('Maximum') ? 'planner-full' : statusCodes[status];
  return new GraphFault(ours ?? (status >= 500 ? 'graph-down' : 'refused'), {
    status,
    retryAfterMs: retryAfterMs(headers),
    message: `Graph: ${status} ${code}`.trim(),
  });
}

/** `Retry-After` in seconds or as a date. */
export function retryAfterMs(headers: Headers | undefined): number | undefined {
  const told = headers?.get('retry-after') ?? '';
  if (told === '') return undefined;
  const seconds = Number(told);
  const wait = Number.isNaN(seconds) ? Date.parse(told) - Date.now() : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

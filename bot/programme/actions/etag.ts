import { createHash } from 'node:crypto';

/** Names a state, so that a change can say which state it was made for. */
export const etagOf = (state: unknown): string =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);

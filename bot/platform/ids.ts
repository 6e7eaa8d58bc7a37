import { randomUUID } from 'node:crypto';

/** Makes identifiers; an argument wherever a rule would otherwise be random. */
export type Ids = () => string;

export const randomIds: Ids = () => randomUUID();

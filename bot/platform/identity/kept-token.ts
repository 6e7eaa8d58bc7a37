/** By the machine's clock: a token is renewed so long before it ends, while the old one still serves. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** And is not used any more so shortly before, for clocks differ. */
const LEAVE_BEFORE_MS = 30_000;

export interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * One token for everybody who asks, and one call for those who ask at the same time: hundreds of posts that had
 * waited for the same token would otherwise leave together. Times are the machine's, in milliseconds.
 */
export function keptToken(issue: () => Promise<Issued>, now: () => number = Date.now): () => Promise<string> {
  let issued: Issued | undefined;
  let issuing: Promise<Issued> | undefined;

  const renew = (): Promise<Issued> => {
    issuing ??= issue()
      .then((next) => (issued = next))
      .finally(() => (issuing = undefined));
    return issuing;
  };

  return async () => {
    const leftMs = (issued?.expiresAt ?? 0) - now();
    if (issued === undefined || leftMs <= LEAVE_BEFORE_MS) return (await renew()).token;
    // Whoever comes when the old one has ended is told why there is no new one.
    if (leftMs <= RENEW_BEFORE_MS) renew().catch(() => undefined);
    return issued.token;
  };
}

/** So many a minute for each key, with as many at once after a quiet minute (a token bucket). Machine time. */
export interface Limit {
  /** Takes one; answers how many milliseconds to wait when there is none, else 0. */
  take(key: string): number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Above this many keys, full buckets are forgotten: a full one and an unknown one are the same. */
const sweepAt = 10_000;

export function limit(perMinute: number, now: () => number = Date.now): Limit {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const leftNow = (bucket: Bucket, at: number) => Math.min(perMinute, bucket.left + (at - bucket.at) * perMs);
  return {
    take(key) {
      const at = now();
      if (buckets.size > sweepAt) {
        for (const [other, bucket] of buckets) {
          if (leftNow(bucket, at) >= perMinute) buckets.delete(other);
        }
      }
      const left = leftNow(buckets.get(key) ?? { left: perMinute, at }, at);
      if (left < 1) return Math.ceil((1 - left) / perMs);
      buckets.set(key, { left: left - 1, at });
      return 0;
    },
  };
}

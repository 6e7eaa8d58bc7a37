import { type Log } from '../../bot/platform/log.ts';

/** A log that writes nothing and remembers the bugs. */
export function silentLog(): Log & { readonly bugs: { readonly error: unknown; readonly where: string }[] } {
  const bugs: { error: unknown; where: string }[] = [];
  return {
    bugs,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    bug(error, where) {
      bugs.push({ error, where });
      return 'b0b0b0b0';
    },
  };
}

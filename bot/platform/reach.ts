/** Whether what lies outside answered when it was last asked. In memory only, and of no person. */
export interface Reach {
  /** The same port, with every call remembered; `isSilence` tells a fault that means "nobody answered". */
  watched<Port extends object>(name: string, port: Port, isSilence: (fault: unknown) => boolean): Port;
  /** Names of what did not answer. What was never asked counts as reachable. */
  unreachable(): readonly string[];
}

export function reach(): Reach {
  const silent = new Set<string>();
  return {
    watched: (name, port, isSilence) =>
      around(port, async (call) => {
        try {
          const result = await call();
          silent.delete(name);
          return result;
        } catch (fault) {
          if (isSilence(fault)) silent.add(name);
          else silent.delete(name);
          throw fault;
        }
      }),
    unreachable: () => [...silent].sort(),
  };
}

type Call = () => Promise<unknown>;

/** A port whose methods all answer promises, with something done around each call. */
export function around<Port extends object>(
  port: Port,
  each: (call: Call, method: string) => Promise<unknown>,
) {
  const methods = Object.entries(port) as [string, (...given: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    methods.map(([name, method]) => [name, (...given: unknown[]) => each(() => method(...given), name)]),
  ) as Port;
}

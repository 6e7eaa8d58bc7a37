import { type Route } from './call.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; the first that fits wins. */
export function router(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    for (const { route, pattern } of table) {
      const found = route.method === method ? pattern.exec(path) : null;
      const params = found && decoded(found.groups ?? {});
      if (params) return { route, params };
    }
    return undefined;
  };
}

/** An item's id never holds a colon, so that `{item}:/{path*}` can be told from it; a channel's id does. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.$()]/g, String.raw`\$&`)
    .replace(/\{item\}/g, '(?<item>[^/:]+)')
    .replace(/\{(\w+)\*\}/g, '(?<$1>.+?)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return undefined;
  }
}

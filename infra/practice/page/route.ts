/** Where in the page one is, kept in the address so that two windows can be two people. */
export interface Route {
  readonly view: View;
  /** Channel, conversation, meeting or tab that is open. */
  readonly id: string | undefined;
  /** Entra object id of the person one is. */
  readonly as: string | undefined;
}

const views = ['team', 'chat', 'calendar', 'files', 'app'] as const;
export type View = (typeof views)[number];

/** `#/team/19%3Aabc?as=…` */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, id] = path.split('/', 2).map(decodeURIComponent);
  return {
    view: views.find((known) => known === view) ?? 'team',
    id: id === undefined || id === '' ? undefined : id,
    as: new URLSearchParams(query).get('as') ?? undefined,
  };
}

export function writeRoute(route: Route): string {
  const id = route.id === undefined ? '' : `/${encodeURIComponent(route.id)}`;
  const as = route.as === undefined ? '' : `?as=${encodeURIComponent(route.as)}`;
  return `#/${route.view}${id}${as}`;
}

/** `{path}`, or `{cure}` in plain words when there is no browser. */
export function findBrowser(): { path?: string; cure?: string };

/** `{path}`, or `{cure}` in plain words when there is no browser; `wanted` is where somebody says that it is. */
export function installedBrowser(wanted: string | undefined): { path?: string; cure?: string };

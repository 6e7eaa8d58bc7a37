/** Where the tab is: its own address, and the app's id in Teams where that is known. */
export interface TabPlace {
  readonly publicUrl: string;
  readonly teamsId: string | undefined;
}

/**
 * Where a card opens a page of the tab: in Teams where the id of the app there is known, else at the tab's address.
 * Neither gives anybody a right. `tab` = as the manifest names it; `context` = where in Teams it lies.
 */
export function tabLink(
  { publicUrl, teamsId }: TabPlace,
  tab: string,
  { query = '', context }: { readonly query?: string; readonly context?: object } = {},
): string {
  const webUrl = `${publicUrl}/tab/${tab}${query}`;
  if (teamsId === undefined) return webUrl;
  const given = new URLSearchParams({ webUrl, ...(context && { context: JSON.stringify(context) }) });
  return `https://teams.microsoft.com/l/entity/${teamsId}/${tab}?${given.toString().replaceAll('+', '%20')}`;
}

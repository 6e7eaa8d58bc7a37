import { type AccessLevel, type ItemView } from '../api.ts';

export function isExempt(item: { readonly access: { readonly level: AccessLevel } }): boolean {
  return item.access.level === 'exempt';
}

/** Earlier minutes with the access that each item has now; one that was taken out since keeps its own. */
export function withAccessOf<Of extends { readonly items: readonly ItemView[] }>(
  now: { readonly items: readonly ItemView[] },
  earlier: Of,
): Of {
  const access = new Map(now.items.map((item) => [item.id, item.access]));
  const items = earlier.items.map((item) => ({ ...item, access: access.get(item.id) ?? item.access }));
  return { ...earlier, items };
}

/** What SharePoint, OneDrive and Windows refuse in a name, and what would make it hard to find. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what must go
const illegal = /["*:<>?/\\|\u0000-\u001f\u007f]+/g;

/** A name that every file system takes. `wish` has no ending; `place` tells apart what would be named alike. */
export function fileName(wish: string, ending: string, place: number): string {
  const clean = wish
    .replace(illegal, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+|[\s.-]+$/g, '')
    .slice(0, 120)
    .trim();
  return `${clean}${place > 1 ? ` (${place})` : ''}.${ending}`;
}

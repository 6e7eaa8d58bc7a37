/** The id of the element for a field of an item, so that a check or a key can lead to it. */
export function fieldId(item: string, field: string): string {
  return `${item}-${field}`;
}

const tries = 20;

/** Moves the caret to an element that may still be on its way to the screen; opens what it lies folded in. */
export function focusSoon(id: string, left = tries): void {
  const element = document.getElementById(id);
  if (!element) {
    if (left > 0)
      requestAnimationFrame(() => {
        focusSoon(id, left - 1);
      });
    return;
  }
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
  element.focus();
  element.scrollIntoView({ block: 'nearest' });
}

/** Who has yet to let the app act for them; everybody has, until it is said otherwise. */
export interface Consents {
  readonly lacking: () => readonly string[];
  readonly lacks: (person: string) => boolean;
  readonly require: (person: string, required: boolean) => void;
}

export function consents(changed: () => void): Consents {
  const lacking = new Set<string>();
  return {
    lacking: () => [...lacking],
    lacks: (person) => lacking.has(person),
    require(person, required) {
      if (required) lacking.add(person);
      else lacking.delete(person);
      changed();
    },
  };
}

import { type PersonView } from '../api.ts';

type Present = readonly (PersonView & { readonly item: string | null })[];

const writingMs = 15_000;
const instanceMs = 60_000;

/** Who has one meeting open, here and in other instances, and in which item each writes. In memory only. */
export class Presence {
  readonly #here = new Map<string, { person: PersonView; seats: number }>();
  readonly #elsewhere = new Map<string, { people: readonly PersonView[]; at: number }>();
  readonly #writing = new Map<string, { item: string; at: number }>();

  join(person: PersonView): void {
    const seats = (this.#here.get(person.id)?.seats ?? 0) + 1;
    this.#here.set(person.id, { person, seats });
  }

  leave(person: PersonView): void {
    const seats = (this.#here.get(person.id)?.seats ?? 0) - 1;
    if (seats > 0) this.#here.set(person.id, { person, seats });
    else this.#here.delete(person.id);
  }

  /** Answers whether that is news. */
  writes(person: string, item: string, at: number): boolean {
    const news = this.#writing.get(person)?.item !== item;
    this.#writing.set(person, { item, at });
    return news;
  }

  hears(instance: string, people: readonly PersonView[], at: number): void {
    this.#elsewhere.set(instance, { people, at });
  }

  /** Forgets who stopped writing, and instances that fell silent. */
  forget(now: number): void {
    for (const [person, { at }] of this.#writing) if (now - at > writingMs) this.#writing.delete(person);
    for (const [instance, { at }] of this.#elsewhere)
      if (now - at > instanceMs) this.#elsewhere.delete(instance);
  }

  here(): readonly PersonView[] {
    return [...this.#here.values()].map(({ person }) => person);
  }

  all(): Present {
    const people = [...this.here(), ...[...this.#elsewhere.values()].flatMap((one) => one.people)];
    const once = new Map(people.map((person) => [person.id, person]));
    return [...once.values()].map((person) => ({
      ...person,
      item: this.#writing.get(person.id)?.item ?? null,
    }));
  }
}

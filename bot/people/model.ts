/** A person: tenant and Entra object id, never the e-mail address. */
export interface PersonRef {
  readonly tenant: string;
  readonly id: string;
}

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export type UnitKind = 'agency' | 'department' | 'section';

/** A part of the agency. The tree has one root, the agency itself. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string | undefined;
}

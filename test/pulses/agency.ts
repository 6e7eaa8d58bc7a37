import { type Area, type Entry, type Localised, type Question } from '../../bot/content/model.ts';
import { type Home, type Unit } from '../../bot/people/model.ts';
import { type LeaderChannel, type Round } from '../../bot/programme/model/programme.ts';

export const tenant = 'tenant-1';
export const same = (text: string): Localised => ({ nb: text, nn: text, en: text });

/** An agency of 20: units of 9, 7 and 4, each with a channel of its own. */
export const units: readonly Unit[] = [
  { id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined },
  { id: 'plan', name: 'Seksjon for plan', kind: 'section', parent: 'etat' },
  { id: 'drift', name: 'Seksjon for drift', kind: 'section', parent: 'etat' },
  { id: 'stab', name: 'Stab', kind: 'section', parent: 'etat' },
];

export const sizes: Readonly<Record<string, number>> = { plan: 9, drift: 7, stab: 4 };

export const leader = (unit: string, number: number): string => `${unit}-leder-${number}`;

export const homes: readonly Home[] = Object.entries(sizes).flatMap(([unit, size]) =>
  Array.from({ length: size }, (_, number) => ({
    person: leader(unit, number),
    name: leader(unit, number),
    unit,
  })),
);

export const area: Area = {
  id: 'endringsledelse',
  name: same('Endringsledelse'),
  definition: same('Å lede endring.'),
};

export const question: Question = {
  id: 'vi-prover',
  version: 1,
  area: area.id,
  scale: 'agree5',
  text: same('Vi prøver nytt hver uke.'),
  low: same('helt uenig'),
  high: same('helt enig'),
  options: [],
};

export const entry: Entry = {
  id: 'uke',
  area: area.id,
  perspective: 'leadership',
  heading: same('Prøv noe nytt'),
  body: same('En kommune prøvde.'),
  tryThis: same('Prøv selv.'),
  minutes: 2,
  audience: 'leader-group',
  questions: [question],
  source: { title: 'Kilde', publisher: 'KS', year: 2018, where: 's. 1', url: undefined, document: undefined },
};

export function channelOf(unit: string): LeaderChannel {
  return {
    tenant,
    id: `19:${unit}@thread.tacv2`,
    name: unit,
    teamId: '19:team@thread.tacv2',
    teamName: 'Team',
    groupId: 'gruppe',
    serviceUrl: 'https://service.example',
    unit,
    programme: 'program',
    language: 'nb',
    state: 'active',
    reason: undefined,
  };
}

export function roundOf(week: number): Round {
  const opensAt = new Date(Date.UTC(2027, 0, 4 + (week - 1) * 7, 7, 30));
  return {
    tenant,
    id: `program-2027-W${String(week).padStart(2, '0')}`,
    programme: 'program',
    week: `2027-W${String(week).padStart(2, '0')}`,
    pack: 'pakke',
    entry: 'uke',
    opensAt,
    closesAt: new Date(opensAt.getTime() + 4 * 86_400_000 + 6.5 * 3_600_000),
    state: 'open',
    reason: undefined,
  };
}

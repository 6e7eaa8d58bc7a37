import { type PeopleActions } from '../../people/actions.ts';
import { type Logo } from '../../platform/documents/logo.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Graph } from '../../platform/graph/graph.ts';
import { type Ids } from '../../platform/ids.ts';
import { type Teams } from '../../platform/teams/teams.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type Episodes } from '../../programme/slots/course.ts';
import { type Template } from '../model/template.ts';

/** What the use cases of minutes work with; app.ts brings it together. */
export interface MinutesParts {
  readonly database: Database;
  readonly teams: Teams;
  readonly graph: Omit<Graph, 'siteList'>;
  readonly people: Pick<PeopleActions, 'roster' | 'dropRoster' | 'homeUnit' | 'language' | 'unreminded'>;
  readonly programme: Pick<ProgrammeActions, 'channels'>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Which meetings belong to a course of three. */
  readonly episodes?: Episodes;
  readonly agencyName: string;
  /** Where a meeting opens in the tab, from a card. */
  readonly tabLink: (meeting: { readonly id: string; readonly chat: string }) => string;
  readonly agencyLogo: Logo | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Something may be published now. */
  readonly wake: () => void;
  /** The machine's time in milliseconds, for tokens and back-off. */
  readonly machineNow: () => number;
  /** From 0 up to 1, so that what waits does not return all at once. */
  readonly draw: () => number;
}

/** One topic for all meetings: instances tell each other what their open tabs should hear of. */
export const topic = 'minutes';

export interface Notice {
  readonly about: 'log' | 'publications';
  readonly tenant: string;
  readonly meeting: string;
}

/** The machine's time, as it is kept. */
export const machineTime = ({ machineNow }: Pick<MinutesParts, 'machineNow'>) =>
  new Date(machineNow()).toISOString();

export async function tell(
  parts: Pick<MinutesParts, 'database'>,
  about: Notice['about'],
  meeting: { readonly tenant: string; readonly id: string },
): Promise<void> {
  const notice: Notice = { about, tenant: meeting.tenant, meeting: meeting.id };
  await parts.database.notify(topic, JSON.stringify(notice));
}

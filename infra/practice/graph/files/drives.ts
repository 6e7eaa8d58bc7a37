import { createHash } from 'node:crypto';
import { type World, type WorldChannel, type WorldTeam } from '../../api.ts';
import { channelMembers, forbidden, membersOf } from '../access.ts';
import { type Call } from '../call.ts';
import { GraphError, notFound } from '../graph-error.ts';
import { type Grant, type Records } from '../records.ts';

/** A document library: one for a team, and one of its own for a channel with its own members. */
export interface Drive {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly team: WorldTeam;
  readonly members: readonly string[];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const guid = (text: string): string =>
  digest(text)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** The site of a team (or of a private channel), named as SharePoint names sites. */
const siteId = (owner: string): string =>
  `practice.sharepoint.example,${guid(`collection ${owner}`)},${guid(`site ${owner}`)}`;
const driveId = (owner: string): string => `b!${digest(`drive ${owner}`).toString('base64url')}`;
/** Ids of folders follow from what they belong to, so that they outlive a lost snapshot. */
export const folderId = (owner: string): string =>
  `01${digest(`folder ${owner}`).toString('hex').toUpperCase().slice(0, 32)}`;

export function driveOfTeam(team: WorldTeam): Drive {
  return {
    id: driveId(team.groupId),
    site: siteId(team.groupId),
    name: team.name,
    team,
    members: membersOf(team),
  };
}

export function driveOfChannel(channel: WorldChannel, team: WorldTeam): Drive {
  if (channel.members.length === 0) return driveOfTeam(team);
  return {
    id: driveId(channel.id),
    site: siteId(channel.id),
    name: `${team.name} – ${channel.name}`,
    team,
    members: channelMembers(channel, team),
  };
}

/** The site that HR and the administrators keep figures on; it belongs to no team. */
export const figuresSite = siteId('figures');

function driveOfFigures({ people }: World): Drive {
  const owners = people
    .filter(({ roles }) => roles.includes('Puls.HR') || roles.includes('Puls.Admin'))
    .map(({ id }) => id);
  const team = { id: '', groupId: '', name: 'HR og styring', owners, members: [] };
  return { id: driveId('figures'), site: figuresSite, name: team.name, team, members: owners };
}

export function drivesOf(world: World): readonly Drive[] {
  return [driveOfFigures(world), ...drivesOfTeams(world)];
}

function drivesOfTeams(world: World): readonly Drive[] {
  return world.teams.flatMap((team) => [
    driveOfTeam(team),
    ...world.channels
      .filter((channel) => channel.team === team.id && channel.members.length > 0)
      .map((channel) => driveOfChannel(channel, team)),
  ]);
}

/** What a caller wants on a site. */
export type SiteRight = 'read' | 'write' | 'manage';
const rolesFor: Readonly<Record<SiteRight, readonly string[]>> = {
  read: ['read', 'write', 'manage', 'owner', 'fullcontrol'],
  write: ['write', 'manage', 'owner', 'fullcontrol'],
  manage: ['manage', 'owner', 'fullcontrol'],
};

/** The drive, if the caller may reach it: a member, or an app with a permission for all sites or for this one. */
export function reachDrive(
  call: Call,
  drives: readonly Drive[],
  records: Records,
  right: SiteRight = 'write',
): Drive {
  const drive = drives.find((one) => one.id === call.params['drive'] || one.site === call.params['site']);
  if (!drive) throw notFound('The resource could not be found.');
  requireReach(call, drive, records.grants[drive.site], right);
  return drive;
}

export function requireReach(
  call: Call,
  drive: Drive,
  grants: readonly Grant[] = [],
  right: SiteRight = 'write',
): void {
  const { oid, roles, appid } = call.holder;
  if (oid !== undefined && !drive.members.includes(oid)) throw forbidden('drive');
  const everySite = roles.some((role) => role !== 'Sites.Selected' && /^(Files|Sites)\./.test(role));
  const granted = grants.some(
    (grant) => grant.app === appid && grant.roles.some((role) => rolesFor[right].includes(role)),
  );
  if (oid === undefined && !everySite && !granted)
    throw new GraphError(403, 'accessDenied', `Access denied: the app may not ${right} on this site.`);
}

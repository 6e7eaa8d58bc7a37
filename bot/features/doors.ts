import { type Packs } from '../content/packs.ts';
import { courseActions } from '../course/actions.ts';
import { type CourseParts } from '../course/actions/parts.ts';
import { courseWork } from '../course/jobs.ts';
import { courseRoutes } from '../course/routes.ts';
import { personalMeetings } from '../minutes/actions/own.ts';
import { courseMeetings } from '../minutes/actions/episodes.ts';
import { type MinutesParts } from '../minutes/actions/parts.ts';
import { minutesChat } from '../minutes/chat.ts';
import { messageActions } from '../minutes/message-actions.ts';
import { type LiveMeetings } from '../minutes/live/live.ts';
import { minutesRoutes } from '../minutes/routes.ts';
import { type PeopleActions } from '../people/actions.ts';
import { setUpRights } from '../people/actions/owners.ts';
import { type HttpServer } from '../platform/http/server.ts';
import { tabLink } from '../platform/tab-link.ts';
import { randomIds } from '../platform/ids.ts';
import { type DueWork } from '../platform/jobs/jobs.ts';
import { type ProgrammeActions } from '../programme/actions.ts';
import { aboutActions } from '../programme/actions/about.ts';
import {
  type ChannelSetUpActions,
  channelSetUpActions,
  type ChannelSetUpParts,
} from '../programme/actions/channel-set-up.ts';
import { greetingActions } from '../programme/actions/greetings.ts';
import { trustActions } from '../programme/actions/trust.ts';
import { programmeChat } from '../programme/chat.ts';
import { aboutChat } from '../programme/chat/about.ts';
import { channelSetUpChat } from '../programme/chat/channel-set-up.ts';
import { programmeRoutes } from '../programme/routes.ts';
import { trustRoutes } from '../programme/routes/trust.ts';
import { type WeeklyCard } from '../programme/slots.ts';
import { type NoteActions } from '../prompts/actions/notes.ts';
import { previewActions } from '../prompts/actions/preview.ts';
import { type SendingParts } from '../prompts/actions/sending.ts';
import { type PromptDoors, promptsChat } from '../prompts/chat.ts';
import { promptsRoutes } from '../prompts/routes.ts';
import { noteRoutes } from '../prompts/routes/notes.ts';
import { sendingRoutes } from '../prompts/routes/sending.ts';
import { type ResultListParts } from '../pulses/actions/list.ts';
import { releasedFigures } from '../pulses/actions/figures.ts';
import { personalAnswers } from '../pulses/actions/own.ts';
import { type PulseReminders } from '../pulses/actions/reminding.ts';
import { type PulseSurroundings } from '../pulses/actions/surroundings.ts';
import { pulsesChat } from '../pulses/chat.ts';
import { remindersChat } from '../pulses/reminder-chat.ts';
import { pulsesRoutes, resultListRoutes } from '../pulses/routes.ts';
import { type Settings } from '../settings.ts';
import { type Outside } from './outside.ts';

/** The doors of each feature, opened: what Teams, the tab and the administrator's page reach. */

export function pulsesDoors(
  { http, door }: { readonly http: HttpServer['http']; readonly door: Outside['bot']['door'] },
  parts: PulseSurroundings & {
    readonly list: ResultListParts;
    readonly wake: () => void;
    readonly agencyName: string;
  },
  reminders: PulseReminders,
  card: WeeklyCard,
): void {
  pulsesRoutes(http, parts, parts.agencyName);
  resultListRoutes(http, parts.list, parts.wake);
  pulsesChat(door, parts, () => card);
  remindersChat(door, parts, reminders, () => card);
}

export function minutesDoors(
  { http, door }: { readonly http: HttpServer['http']; readonly door: Outside['bot']['door'] },
  minutes: MinutesParts,
  live: LiveMeetings,
): void {
  minutesRoutes(http, minutes, live);
  minutesChat(door, minutes, live);
  messageActions(door, minutes);
}

/** The course of three meetings lies above the programme and the minutes, and knows the latter by their slot. */
export function courseDoors(
  http: HttpServer['http'],
  parts: Omit<CourseParts, 'rights' | 'ids' | 'meetings'> & Pick<Outside, 'graph'>,
  minutes: MinutesParts,
): DueWork {
  const rights = setUpRights(parts);
  const course: CourseParts = { ...parts, rights, meetings: courseMeetings(minutes), ids: randomIds };
  courseRoutes(http, courseActions(course), rights);
  return courseWork(course);
}

/** Where an agency and its channels are set up: by an administrator in the tab, by a team's owner in the channel. */
export function setUpDoors(
  { http, door }: { readonly http: HttpServer['http']; readonly door: Outside['bot']['door'] },
  parts: ChannelSetUpParts &
    Pick<Outside, 'graph'> & { readonly people: PeopleActions; readonly programme: ProgrammeActions },
): ChannelSetUpActions {
  const { database, people, programme } = parts;
  const rights = setUpRights(parts);
  const setUp = channelSetUpActions(parts);
  programmeRoutes(http, programme, rights);
  programmeChat(door, programme, people);
  channelSetUpChat(door, { people, programme, rights, setUp, greetings: greetingActions(database) });
  return setUp;
}

/** The weekly card: where it is read, looked at beforehand, and followed while it is sent. */
export function promptsDoors(
  { http, bot, settings }: Pick<Outside, 'bot'> & Pick<HttpServer, 'http'> & { readonly settings: Settings },
  given: Omit<PromptDoors, 'lookBackLink'> &
    Omit<SendingParts, 'machineNow' | 'perSecond'> & { readonly packs: Packs; readonly notes: NoteActions },
): void {
  const { agencyName } = settings;
  const place = { publicUrl: settings.publicUrl, teamsId: settings.app.teamsId };
  const parts = { ...given, lookBackLink: tabLink(place, 'prompts') };
  promptsRoutes(http, previewActions({ ...parts, teams: bot.teams }));
  sendingRoutes(http, { ...parts, agencyName, machineNow: Date.now, perSecond: bot.pace.perSecond });
  noteRoutes(http, parts);
  promptsChat(bot.door, parts);
}

/** What people may know before they trust us: every feature tells its part. */
export function trustDoors(
  { http, door }: { readonly http: HttpServer['http']; readonly door: Outside['bot']['door'] },
  parts: PulseSurroundings & {
    readonly people: PeopleActions;
    readonly programme: ProgrammeActions;
    readonly packs: Packs;
    readonly notes: NoteActions;
    readonly agencyName: string;
  },
  minutes: MinutesParts,
): void {
  const { people, programme, agencyName } = parts;
  const answers = personalAnswers(parts);
  const about = aboutActions({ ...parts, answers, meetings: personalMeetings(minutes) });
  const trust = trustActions({ ...parts, figures: releasedFigures(parts) });
  trustRoutes(http, { trust, about, programme, agencyName });
  aboutChat(door, people, about);
}

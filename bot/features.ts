import { join } from 'node:path';
import { countedCalls } from './figures.ts';
import { contentActions } from './content/actions.ts';
import { withJoined } from './content/joining.ts';
import { loadPacks, type Packs } from './content/packs.ts';
import { contentRoutes } from './content/routes.ts';
import { courseTemplates } from './course/episodes.ts';
import { coursePack } from './course/model.ts';
import { agenda } from './minutes/actions/agenda.ts';
import { tabLinks } from './minutes/actions/links.ts';
import { type MinutesParts } from './minutes/actions/parts.ts';
import { followUpCardsWork, oldDocumentsWork, publicationWork, silentApprovalWork } from './minutes/jobs.ts';
import { LiveMeetings } from './minutes/live/live.ts';
import { publicationQueue } from './minutes/store/publications.ts';
import { readTemplates } from './minutes/templates.ts';
import { peopleActions } from './people/actions.ts';
import { peopleChat } from './people/chat.ts';
import { peopleRoutes } from './people/routes.ts';
import { type Clock } from './platform/clock.ts';
import { type HttpServer } from './platform/http/server.ts';
import { randomIds } from './platform/ids.ts';
import { type DueWork } from './platform/jobs/jobs.ts';
import { type Log } from './platform/log.ts';
import { type Metrics } from './platform/metrics/metrics.ts';
import { programmeActions } from './programme/actions.ts';
import { roundWork } from './programme/jobs.ts';
import { greetingWork } from './programme/jobs/greetings.ts';
import { oldRoundWork } from './programme/jobs/old-rounds.ts';
import { publicPageRoutes } from './programme/routes/pages.ts';
import { type QuestionPart, type RoundPart } from './programme/slots.ts';
import { promptActions } from './prompts/actions.ts';
import { postFigures } from './prompts/actions/figures.ts';
import { noteActions } from './prompts/actions/notes.ts';
import { weeklyCard } from './prompts/cards.ts';
import { postWork } from './prompts/jobs.ts';
import { roundMemory } from './pulses/actions/memory.ts';
import { type ResultListParts } from './pulses/actions/list.ts';
import { pulseReminders } from './pulses/actions/reminding.ts';
import { pulsesPart } from './pulses/actions/rounds.ts';
import { type RetentionParts } from './pulses/actions/retention.ts';
import { questionPart } from './pulses/cards/part.ts';
import { reminderWork, resultListWork, retentionWork } from './pulses/jobs.ts';
import { type Settings } from './settings.ts';
import {
  courseDoors,
  minutesDoors,
  promptsDoors,
  pulsesDoors,
  setUpDoors,
  trustDoors,
} from './features/doors.ts';
import { type Outside } from './features/outside.ts';

/** What app.ts has made ready for the features. */
interface Inside {
  readonly clock: Clock;
  readonly server: HttpServer;
  readonly wake: () => void;
  /** `undefined` when nobody reads them. */
  readonly metrics: Metrics | undefined;
}

/** Features in the order of who may know whom; what points upwards is a slot, filled when it is first asked. */
export function wireFeatures(
  settings: Settings,
  { log, database, keys, bot, graph }: Outside,
  { clock, server, wake, metrics }: Inside,
) {
  const { teams, door } = bot;
  const { http } = server;
  const packs = readPacks(settings, log);

  const people = peopleActions({ database, teams, clock });
  const programme = programmeActions({
    ...{ database, people, packs, clock, ids: randomIds },
    lastPosts: () => prompts.lastPosts,
  });
  const prompts = promptActions({ database, programme: () => programme, packs, clock });
  const notes = noteActions({ database, keys, programme, packs });
  const card = weeklyCard({ packs, questions: () => questions });
  const memory = roundMemory({ database, keys, programme });
  const pulses = { database, keys, clock, memory, people, packs, programme };
  const questions: QuestionPart = questionPart(pulses);
  const reminders = pulseReminders({ ...pulses, teams, pace: bot.pace, machineNow: Date.now });
  // Reminders look who has answered before pulses delete it; a result card is planned when the result is kept.
  const roundParts: readonly RoundPart[] = [reminders.part, pulsesPart(pulses), prompts.part];

  const minutes = minutesParts(settings, { database, teams, graph, people, programme, clock, wake });
  const live = new LiveMeetings(minutes, (error) => log.bug(error, 'live meetings'));

  http.useLanguage((person) => people.language(person));
  door.useLanguage((person) => people.language(person));
  publicPageRoutes(server.pages, { agencyName: settings.agencyName, teamsAppId: settings.app.teamsId });
  peopleRoutes(http, people);
  contentRoutes(http, contentActions(packs));
  peopleChat(door, people);
  const setUp = setUpDoors({ http, door }, { database, people, packs, clock, programme, graph });
  trustDoors({ http, door }, { ...pulses, notes, agencyName: settings.agencyName }, minutes);
  const toPost = { database, people, programme, prompts, packs, card, clock, wake, notes };
  promptsDoors({ http, bot, settings }, { ...toPost, agenda: () => agenda(minutes) });
  const list = resultListParts(settings, { ...pulses, graph });
  pulsesDoors({ http, door }, { ...pulses, list, wake, agencyName: settings.agencyName }, reminders, card);
  minutesDoors({ http, door }, minutes, live);
  const course = courseDoors(http, { database, people, programme, packs, clock, graph }, minutes);

  const works = [
    // A channel that comes to its course, or back from it, has done so before the week's round opens.
    course,
    roundWork({ database, programme, packs, clock, parts: () => roundParts }),
    greetingWork({ database, programme, setUp, teams }),
    postWork({
      ...{ database, programme, teams: countedCalls(teams, metrics), graph, card, clock },
      pace: bot.pace,
      mark: keys,
      sendDeadlineMs: settings.sendDeadlineMs,
    }),
    ...minutesWorks(minutes),
    reminderWork(reminders),
    resultListWork(list),
    ...keepingWorks(pulses, minutes, roundParts),
  ];
  const posts = () => postFigures({ database, programme, clock, machineNow: Date.now });
  return { works, live, counted: { posts, programme, publications: publicationQueue(database) } };
}

function minutesParts(
  settings: Settings,
  parts: Pick<MinutesParts, 'database' | 'teams' | 'graph' | 'people' | 'programme' | 'clock' | 'wake'>,
): MinutesParts {
  return {
    ...parts,
    ids: randomIds,
    templates: readTemplates(settings.packsDir),
    episodes: courseTemplates(parts.database),
    ...{ agencyName: settings.agencyName, agencyLogo: settings.agencyLogo },
    tabLink: tabLinks({ publicUrl: settings.publicUrl, teamsId: settings.app.teamsId }),
    machineNow: Date.now,
    draw: Math.random,
  };
}

/** Released figures in a list of the agency's own, where the settings name one. */
function resultListParts(
  { app, resultsList }: Settings,
  parts: Omit<ResultListParts, 'place' | 'machineNow' | 'draw'>,
): ResultListParts {
  const place = resultsList && { ...resultsList, tenant: app.tenant };
  return { ...parts, place, machineNow: Date.now, draw: Math.random };
}

const minutesWorks = (minutes: MinutesParts): readonly DueWork[] => [
  publicationWork(minutes),
  silentApprovalWork(minutes),
  followUpCardsWork(minutes),
];

/** They remove what is old; how old stands in platform/keeping.ts and in the agency's policy. */
function keepingWorks(
  parts: RetentionParts,
  minutes: MinutesParts,
  roundParts: readonly RoundPart[],
): readonly DueWork[] {
  return [
    retentionWork(parts),
    oldRoundWork({ ...parts, parts: () => roundParts }),
    oldDocumentsWork(minutes),
  ];
}

/** What is wrong with a pack that is withheld stands on the administrator's page. */
function readPacks({ packsDir }: Settings, log: Log): Packs {
  const packs = loadPacks(join(import.meta.dirname, 'content/packs'), packsDir);
  for (const { id, faults } of packs.withheld) log.error('pack withheld', { pack: id, count: faults.length });
  return withJoined(packs, coursePack);
}

import { type Packs } from '../../bot/content/packs.ts';
import { peopleActions } from '../../bot/people/actions.ts';
import { type Clock } from '../../bot/platform/clock.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Keys } from '../../bot/platform/keys/keys.ts';
import { type Member, type Press, type TeamsDoor } from '../../bot/platform/teams/teams.ts';
import { programmeActions } from '../../bot/programme/actions.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { promptActions } from '../../bot/prompts/actions.ts';
import { weeklyCard } from '../../bot/prompts/cards.ts';
import { postWork } from '../../bot/prompts/jobs.ts';
import { roundMemory } from '../../bot/pulses/actions/memory.ts';
import { pulsesPart } from '../../bot/pulses/actions/rounds.ts';
import { questionPart } from '../../bot/pulses/cards/part.ts';
import { pulsesChat } from '../../bot/pulses/chat.ts';
import { type ReleaseEngine } from '../../bot/pulses/model/engine.ts';
import { type Steps } from '../support/steps.ts';
import { type ScriptedTeams } from './scripted-teams.ts';

/** What outlives the service: its database and keys, Teams, and the two clocks. */
export interface Ground {
  readonly database: Database;
  readonly keys: Keys;
  readonly packs: Packs;
  readonly teams: ScriptedTeams;
  readonly clock: Clock;
  readonly machineNow: () => number;
  readonly draw: () => number;
  readonly engine: ReleaseEngine;
  readonly members: (channel: string) => readonly Member[];
  /** The high-water mark beside the keys. */
  readonly mark: { value: string | undefined };
}

type Handler = (press: Press) => Promise<unknown>;

/** The service from its start to its end; a crash is a step that fails, and every later one with it. */
export function startService(ground: Ground, steps: Steps) {
  const { packs, clock, machineNow, engine, mark } = ground;
  const database = steps.database(ground.database);
  const keys = steps.keys(ground.keys);
  const ids = () => {
    throw new Error('Nobody sets anything up while the service runs');
  };
  const people = peopleActions({
    ...{ database, clock, machineNow },
    teams: { members: ({ conversation }) => Promise.resolve(ground.members(conversation)) },
  });
  const programme = programmeActions({
    ...{ database, people, packs, clock, ids },
    lastPosts: () => prompts.lastPosts,
  });
  const prompts = promptActions({ database, packs, clock, machineNow, programme: () => programme });
  const memory = roundMemory({ database, keys, programme });
  const pulses = { database, keys, clock, memory, people, packs, programme, engine };
  const questions = questionPart(pulses);
  const card = weeklyCard({ packs, questions: () => questions });
  const handlers = new Map<string, Handler>();
  const door = { onPress: (verb: string, handler: Handler) => handlers.set(verb, handler) };
  // What a person sees of an answer lies in the question's part; the rest of the card is not looked at.
  pulsesChat(door as unknown as TeamsDoor, pulses, () => ({
    draw: ({ question }) => Promise.resolve({ ...question }),
  }));

  return {
    programme,
    rounds: roundWork({ database, programme, packs, clock, parts: () => [pulsesPart(pulses), prompts.part] }),
    posts: postWork({
      ...{ database, programme, card, clock, machineNow, draw: ground.draw },
      teams: callsOf(ground, steps),
      pace: { turn: (to) => Promise.resolve(to) },
      graph: {
        findMessage: ({ channelId }, marker) =>
          steps.around(() => ground.teams.findMessage(channelId, marker)),
      },
      mark: {
        mark: () => Promise.resolve(mark.value),
        keepMark: (value) =>
          steps.around(() => {
            mark.value = value;
            return Promise.resolve();
          }),
      },
    }),
    /** What the card says after a press; rejects when the service dies over it. */
    async press(press: Press): Promise<unknown> {
      const said = await handlers.get(press.verb)?.(press);
      steps.step();
      return said;
    },
    /** The card as the person sees it now. */
    look: (view: Parameters<typeof questions.ask>[0]) => questions.ask(view),
  };
}

export type Service = ReturnType<typeof startService>;

/** A crash before a call leaves nothing in Teams; after it, what Teams did stays and its answer is lost. */
function callsOf({ teams }: Ground, steps: Steps) {
  const { startThread, send, update } = teams.teams;
  const notUsed = () => Promise.reject(new Error('not used'));
  return {
    startThread: (...call: Parameters<typeof startThread>) => steps.around(() => startThread(...call)),
    send: (...call: Parameters<typeof send>) => steps.around(() => send(...call)),
    update: (...call: Parameters<typeof update>) => steps.around(() => update(...call)),
    ...{ personalChat: notUsed, members: notUsed, meeting: notUsed, participant: notUsed },
  };
}

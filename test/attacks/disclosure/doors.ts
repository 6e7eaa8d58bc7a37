import { type Http } from '../../../bot/platform/http/http.ts';
import {
  type Card,
  type Press,
  type TeamsDoor,
  type TypedMessage,
} from '../../../bot/platform/teams/teams.ts';

type Call = Parameters<Parameters<Http['get']>[1]>[0];
type Handler = (call: Call) => Promise<unknown>;

/** Doors that only remember who stands behind them. */
export function caughtDoors() {
  const routes = new Map<string, Handler>();
  const presses = new Map<string, (press: Press) => Promise<Card>>();
  const commands = new Map<readonly string[], (message: TypedMessage) => Promise<Card>>();
  const other: { handler?: (message: TypedMessage) => Promise<Card> } = {};
  const ignore = () => undefined;
  const http: Http = {
    get: (path, handler) => void routes.set(path, handler),
    file: (path, handler) => void routes.set(path, handler),
    ...{ post: ignore, put: ignore, delete: ignore, stream: ignore, useLanguage: ignore },
  };
  const teams: TeamsDoor = {
    onPress: (verb, handler) => void presses.set(verb, handler),
    onCommand: (words, handler) => void commands.set(words, handler),
    onOtherText: (handler) => void (other.handler = handler),
    ...{
      onMessageAction: ignore,
      onInstalled: ignore,
      onRemoved: ignore,
      onMembersChanged: ignore,
      onPlaceChanged: ignore,
      onMeetingNews: ignore,
      onSeen: ignore,
      useLanguage: ignore,
    },
  };
  return { http, teams, routes, presses, commands, other };
}

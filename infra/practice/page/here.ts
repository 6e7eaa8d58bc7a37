import { createContext, useContext } from 'react';
import { type State, type WorldPerson } from '../api.ts';
import { type Route, type View } from './route.ts';
import { type Theme } from './theme.ts';

/** What every part of the page has at hand. */
export interface Here {
  readonly state: State;
  /** Who one is. */
  readonly me: WorldPerson;
  readonly now: Date;
  readonly theme: Theme;
  readonly route: Route;
  /** Conversation id of one's personal chat with the bot. */
  readonly personalChat: string;
  readonly go: (view: View, id?: string) => void;
  readonly reload: () => Promise<void>;
}

export const HereContext = createContext<Here | undefined>(undefined);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('a part outside the page');
  return here;
}

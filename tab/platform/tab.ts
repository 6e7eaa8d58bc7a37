import { createContext, useContext } from 'react';
import { type MeReply } from '../../bot/people/api.ts';
import { type Api } from './client.ts';
import { type Host } from './teams.ts';
import { type Language, type Translate } from './texts.ts';

/** What every page has at hand. */
export interface Tab {
  readonly host: Host;
  readonly api: Api;
  readonly me: MeReply;
  readonly language: Language;
  readonly t: Translate;
  /** Speaks to screen readers when they have finished what they read; for a change of state, not for every press. */
  readonly say: (text: string) => void;
  readonly chooseLanguage: (language: Language) => Promise<void>;
}

export const TabContext = createContext<Tab | undefined>(undefined);

export function useTab(): Tab {
  const tab = useContext(TabContext);
  if (!tab) throw new Error('a page outside the shell');
  return tab;
}

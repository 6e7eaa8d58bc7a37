import { type PublicPage } from '../../platform/http/http.ts';
import { type TextKey, type Texts } from '../../platform/texts.ts';
import { type Block } from '../api/trust.ts';
import { firstPolicy } from '../model/policy.ts';
import { explained } from './explained.ts';

/** What the public pages are made of besides their words. */
export interface PublicFacts {
  /** Empty where nobody has set it. */
  readonly agencyName: string;
  /** Where Teams opens the app. */
  readonly teamsLink: string;
}

/** Where the pages stand: manifest.json names the last two. */
export const publicPaths = { front: '/', privacy: '/privacy', terms: '/terms' } as const;

/** For whoever opens the service's address in a browser. */
export function frontPage({ teamsLink }: PublicFacts, say: Texts): PublicPage {
  return {
    title: say('page.front.title'),
    lead: [say('page.front.text')],
    parts: [
      {
        title: say('page.front.how'),
        blocks: [
          { list: [say('page.front.meeting'), say('page.front.personal'), say('page.front.missing')] },
          { links: [{ text: say('page.front.open'), to: teamsLink }] },
        ],
      },
      {
        title: say('page.front.more'),
        blocks: [
          {
            links: [
              { text: say('page.privacy.title'), to: publicPaths.privacy },
              { text: say('page.terms.title'), to: publicPaths.terms },
            ],
          },
        ],
      },
    ],
  };
}

/**
 * What is kept, for how long and who sees it, in the words of the page of trust. Nobody is signed in, so it tells what
 * holds until an agency decides otherwise, and where the reader finds what holds for them.
 */
export function privacyPage(facts: PublicFacts, say: Texts): PublicPage {
  return {
    title: say('page.privacy.title'),
    lead: [say('page.privacy.lead', { agency: agencyOf(facts, say) }), say('page.privacy.usual')],
    parts: [
      ...explained(firstPolicy, say),
      part(say, 'page.privacy.receivers', [
        'page.privacy.receivers.teams',
        'page.privacy.receivers.minutes',
        'page.privacy.receivers.place',
        'page.privacy.receivers.nobody',
      ]),
      part(say, 'page.privacy.this', ['page.privacy.this.text']),
      part(say, 'page.privacy.ask', ['page.privacy.ask.text']),
    ],
  };
}

export function termsPage(facts: PublicFacts, say: Texts): PublicPage {
  return {
    title: say('page.terms.title'),
    lead: [say('page.terms.lead', { agency: agencyOf(facts, say) })],
    parts: [
      part(say, 'page.terms.use', ['page.terms.use.account', 'page.terms.use.voluntary']),
      part(say, 'page.terms.write', [
        'page.terms.write.notes',
        'page.terms.write.names',
        'page.terms.write.archive',
      ]),
      part(say, 'page.terms.duty', ['page.terms.duty.agency', 'page.terms.duty.software']),
      part(say, 'page.terms.faults', ['page.terms.faults.text', 'page.terms.faults.security']),
    ],
  };
}

const agencyOf = ({ agencyName }: PublicFacts, say: Texts) =>
  agencyName === '' ? say('page.agency.unnamed') : agencyName;

function part(say: Texts, title: TextKey, lines: readonly TextKey[]): { title: string; blocks: Block[] } {
  return {
    title: say(title),
    blocks: [
      lines.length === 1
        ? { text: lines.map((key) => say(key)).join('') }
        : { list: lines.map((key) => say(key)) },
    ],
  };
}

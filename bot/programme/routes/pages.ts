import { type Pages } from '../../platform/http/http.ts';
import { texts } from '../../platform/texts.ts';
import { frontPage, privacyPage, type PublicFacts, publicPaths, termsPage } from '../note/public.ts';

/** Pages that the app package points to, and that people meet outside Teams; nobody signs in to read them. */
export function publicPageRoutes(
  pages: Pages,
  { agencyName, teamsAppId }: Pick<PublicFacts, 'agencyName'> & { readonly teamsAppId: string | undefined },
): void {
  const facts = { agencyName, teamsLink: teamsLink(teamsAppId) };
  pages.page(publicPaths.front, (language) => frontPage(facts, texts(language)));
  pages.page(publicPaths.privacy, (language) => privacyPage(facts, texts(language)));
  pages.page(publicPaths.terms, (language) => termsPage(facts, texts(language)));
}

/** learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application */
const teamsLink = (appId: string | undefined) =>
  appId === undefined ? 'https://teams.microsoft.com/' : `https://teams.microsoft.com/l/app/${appId}`;

import { type WorldMeeting, type WorldPerson } from '../../api.ts';
import { type Theme } from '../theme.ts';

/** Where in Teams a tab stands. */
export type FrameContext = 'content' | 'sidePanel' | 'meetingStage';

/** For whom and where a tab is shown. */
export interface Subject {
  readonly url: string;
  readonly tabId: string;
  readonly frameContext: FrameContext;
  readonly person: WorldPerson;
  readonly tenant: string;
  readonly theme: Theme;
  readonly meeting: WorldMeeting | undefined;
  readonly onStage: boolean;
}

/** What is not listed under `supports` makes `isSupported()` false, and its calls throw. */
export const runtime = {
  apiVersion: 4,
  isLegacyTeams: false,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  supports: {
    app: { notifySuccessResponse: {} },
    chat: {},
    pages: { appButton: {}, backStack: {}, config: {}, currentApp: {}, tabs: {} },
    stageView: {},
  },
};

/** The flat, older context travels on the wire; teams-js turns it into `app.Context`. */
export function hostContext(subject: Subject): Record<string, unknown> {
  const { person, meeting } = subject;
  return {
    locale: person.locale,
    theme: subject.theme,
    hostName: 'Teams',
    hostClientType: 'web',
    sessionId: crypto.randomUUID(),
    entityId: subject.tabId,
    frameContext: subject.frameContext,
    userObjectId: person.id,
    userDisplayName: person.name,
    userPrincipalName: `${person.id}@practice.example`,
    loginHint: `${person.id}@practice.example`,
    tid: subject.tenant,
    ...(meeting ? { meetingId: meeting.id, chatId: meeting.chat } : {}),
  };
}

export function meetingDetails({ meeting, tenant }: Subject): unknown {
  if (!meeting) return null;
  return {
    details: {
      id: meeting.id,
      title: meeting.title,
      type: 'Scheduled',
      scheduledStartTime: meeting.startsAt,
      scheduledEndTime: meeting.endsAt,
      joinUrl: meeting.joinUrl,
    },
    conversation: { id: meeting.chat },
    organizer: { id: meeting.organizer, tenantId: tenant },
  };
}

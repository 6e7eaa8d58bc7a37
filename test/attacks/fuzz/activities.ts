import { channel, person, tenant } from '../../support/bot-stand.ts';

type Json = Readonly<Record<string, unknown>>;

/** What Teams sends, one of each kind, for the fuzzer to begin from. */
export function activities(usual: (change?: Json) => Json): readonly Json[] {
  const bot = (usual()['recipient'] as { id: string }).id;
  const invoke = (name: string, value: unknown) => usual({ type: 'invoke', name, value, text: undefined });
  const told = (name: string, value: unknown) => usual({ type: 'event', name, value, text: undefined });
  const update = (more: Json) => usual({ type: 'conversationUpdate', text: undefined, ...more });
  const data = (eventType: string) => ({
    ...{ tenant: { id: tenant }, team: { id: '19:team@thread.tacv2', aadGroupId: person, name: 'Ledere' } },
    ...{ channel: { id: channel, name: 'Ledergruppen' }, eventType },
  });
  const message = { body: { contentType: 'html', content: '<p>Hei <at>Lederpuls</at></p>' } };
  const pressed = { type: 'Action.Execute', verb: 'answer', data: { round: 'r1', value: 4, view: 1 } };
  return [
    usual(),
    usual({ text: 'noe annet', conversation: { id: 'a:1', conversationType: 'personal', tenantId: tenant } }),
    invoke('adaptiveCard/action', { action: pressed, trigger: 'manual' }),
    invoke('adaptiveCard/action', { action: pressed, trigger: 'automatic' }),
    invoke('composeExtension/fetchTask', { commandId: 'agenda', messagePayload: message }),
    invoke('composeExtension/submitAction', { commandId: 'agenda', messagePayload: message, data: { a: 1 } }),
    invoke('task/fetch', {}),
    usual({ type: 'installationUpdate', action: 'add', channelData: data('') }),
    usual({ type: 'installationUpdate', action: 'remove-upgrade', channelData: data('') }),
    update({ membersAdded: [{ id: bot }], channelData: data('teamMemberAdded') }),
    update({
      membersRemoved: [{ id: '29:kari', aadObjectId: person }],
      channelData: data('teamMemberRemoved'),
    }),
    update({ channelData: data('channelRenamed') }),
    update({ channelData: data('teamArchived') }),
    told('application/vnd.microsoft.meetingStart', { Title: 'Ledermøte', StartTime: '2026-11-23T09:00:00Z' }),
    told('application/vnd.microsoft.meetingParticipantJoin', {
      members: [{ user: { id: '29:kari', aadObjectId: person }, meeting: { inMeeting: true } }],
    }),
    usual({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
    usual({ type: 'typing' }),
  ];
}

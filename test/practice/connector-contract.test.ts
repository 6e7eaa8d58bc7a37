import { type GraphRequest } from '../../infra/practice/api.ts';
import { personalId } from '../../infra/practice/world/roster.ts';
import { describeWithPublished, published } from '../support/published.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

const of = (id: string) => `/v3/conversations/${encodeURIComponent(id)}`;

/** Every operation of the connector that practice offers, and each kind of refusal once. */
async function useAll({ state, connector: ask }: Running): Promise<void> {
  const { channels, meetings, people } = await state();
  const [channel, meeting, person] = [channels[0], meetings[0], people[0]];
  if (channel === undefined || meeting === undefined || person === undefined) throw new Error('No world.');
  const { body } = await ask('POST', '/v3/conversations', {
    isGroup: true,
    channelData: { channel: { id: channel.id } },
    activity: cardMessage(),
  });
  const thread = body as { id: string; activityId: string };
  await ask('POST', `${of(thread.id)}/activities`, cardMessage());
  await ask('PUT', `${of(thread.id)}/activities/${thread.activityId}`, cardMessage());
  await ask('DELETE', `${of(thread.id)}/activities/${thread.activityId}`);
  await ask('POST', `${of('19:nowhere@thread.tacv2')}/activities`, cardMessage());
  await ask('GET', `${of(channel.id)}/members`);
  await ask('GET', `${of(channel.id)}/pagedmembers?pageSize=50`);
  await ask('GET', `/v3/teams/${encodeURIComponent(channel.team)}`);
  await ask('GET', `/v3/teams/${encodeURIComponent(channel.team)}/conversations`);
  await ask('GET', `/v1/meetings/${meeting.id}`);
  await ask('GET', `/v1/meetings/${meeting.id}/participants/${meeting.organizer}`);
  const hello = { type: 'message', text: 'Hei' };
  const to = `${of(personalId(person.id))}/activities`;
  await Promise.all(Array.from({ length: 8 }, () => ask('POST', to, hello)));
}

describeWithPublished('connector')('the connector of practice', () => {
  it('answers as the published description says', async () => {
    const practice = await runPractice();
    try {
      await useAll(practice);
      const { requests } = (await practice.api('GET', '/api/connector/requests')).body as {
        requests: GraphRequest[];
      };
      expect(requests.flatMap(await published('connector'))).toEqual([]);
      expect(new Set(requests.map(({ status }) => status))).toEqual(new Set([200, 201, 404, 429]));
    } finally {
      await practice.end();
    }
  });
});

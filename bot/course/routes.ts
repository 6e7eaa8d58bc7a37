import { z } from 'zod';
import { type SetUpRights } from '../people/actions/owners.ts';
import { type Call, type Http } from '../platform/http/http.ts';
import { Refusal } from '../refusal.ts';
import { type CourseActions } from './actions.ts';
import { courseBody } from './api.ts';

const path = '/api/setup/courses';

/** Every decision can be asked first what it will change. */
export function courseRoutes(http: Http, course: CourseActions, rights: Pick<SetUpRights, 'shown'>): void {
  http.get(path, async ({ caller }) => await course.list(caller));
  http.get(`${path}/:channel`, async (call) => {
    rights.shown(call.caller);
    return await course.read(call.caller, channelOf(call));
  });
  http.put(`${path}/:channel`, courseBody, async (call) => {
    rights.shown(call.caller);
    return await course.decide(call.caller, channelOf(call), call.body);
  });
  http.post(`${path}/:channel/effects`, courseBody, async (call) => {
    rights.shown(call.caller);
    return await course.effects(call.caller, channelOf(call), call.body);
  });
}

function channelOf({ params }: Pick<Call<unknown>, 'params'>): string {
  const { data } = z.string().min(1).max(300).safeParse(params['channel']);
  if (data === undefined) throw new Refusal('bad-input');
  return data;
}

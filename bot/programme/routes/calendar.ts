import { z } from 'zod';
import { type Call, type Caller, type Http, requireRole } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type ProgrammeActions } from '../actions.ts';
import { channelBody, programmeBody, type SetupReply } from '../api.ts';
import { contentBody, weekBody } from '../api/calendar.ts';

const programmePath = '/api/setup/programmes/:programme';
const weekPath = `${programmePath}/weeks/:week`;
const contentPath = `${programmePath}/content`;
const channelPath = '/api/setup/channels/:channel';

/** Programmes, their weeks, and channels. Every decision can be asked first what it will change. */
export function calendarRoutes(http: Http, programme: ProgrammeActions): void {
  const reply = (caller: Caller): Promise<SetupReply> => programme.setup(caller.tenant, caller.language);

  http.get(`${programmePath}/coming`, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    return await programme.coming(call.caller.tenant, programmeOf(call).programme, call.caller.language);
  });
  http.put(programmePath, programmeBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    const at = programmeOf(call);
    await programme.keepProgramme(at.tenant, at.programme, call.body);
    return await reply(call.caller);
  });
  http.post(`${programmePath}/effects`, programmeBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    return await programme.programmeEffects(programmeOf(call), call.body, call.caller.language);
  });
  http.put(weekPath, weekBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    await programme.keepWeek(weekOf(call), call.body);
    return await reply(call.caller);
  });
  http.post(`${weekPath}/effects`, weekBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    return await programme.weekEffects(weekOf(call), call.body, call.caller.language);
  });
  http.put(contentPath, contentBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    await programme.keepContent(programmeOf(call), call.body);
    return await reply(call.caller);
  });
  http.post(`${contentPath}/effects`, contentBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    return await programme.contentEffects(programmeOf(call), call.body, call.caller.language);
  });
  http.put(channelPath, channelBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    const at = channelOf(call);
    await programme.keepChannel(at.tenant, at.channel, call.body);
    return await reply(call.caller);
  });
  http.post(`${channelPath}/effects`, channelBody, async (call) => {
    requireRole(call.caller, 'Puls.Admin');
    return await programme.channelEffects(channelOf(call), call.body, call.caller.language);
  });
}

type At = Pick<Call<unknown>, 'caller' | 'params'>;

const programmeOf = ({ caller: { tenant }, params }: At) => ({
  tenant,
  programme: named(params, 'programme'),
});
const weekOf = (call: At) => ({ ...programmeOf(call), week: named(call.params, 'week') });
const channelOf = ({ caller: { tenant }, params }: At) => ({ tenant, channel: named(params, 'channel') });

function named(params: Readonly<Record<string, string>>, name: string): string {
  const { data } = z.string().min(1).max(300).safeParse(params[name]);
  if (data === undefined) throw new Refusal('bad-input');
  return data;
}

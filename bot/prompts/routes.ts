import { type ZodType } from 'zod';
import { type Http, requireRole } from '../platform/http/http.ts';
import { Refusal } from '../refusal.ts';
import { type PreviewActions } from './actions/preview.ts';
import { cardQuery, trialBody, type TrialReply, weekParam, type WeekCardReply } from './api.ts';

/** The administrator looks at a week's card before anybody gets it. */
export function promptsRoutes(http: Http, actions: PreviewActions): void {
  http.get('/api/setup/programmes/:programme/weeks/:week/card', async ({ caller, params, query }) => {
    requireRole(caller, 'Puls.Admin');
    const { language } = checked(cardQuery, query);
    return (await actions.preview(weekOf(caller.tenant, params), language)) satisfies WeekCardReply;
  });
  http.post(
    '/api/setup/programmes/:programme/weeks/:week/trial',
    trialBody,
    async ({ caller, params, body }) => {
      requireRole(caller, 'Puls.Admin');
      await actions.trial(caller, weekOf(caller.tenant, params), body.language);
      return { sent: true } satisfies TrialReply;
    },
  );
}

const weekOf = (tenant: string, params: Readonly<Record<string, string>>) => ({
  tenant,
  programme: params['programme'] ?? '',
  week: checked(weekParam, params['week']),
});

function checked<Shape>(shape: ZodType<Shape>, given: unknown): Shape {
  const { data } = shape.safeParse(given);
  if (data === undefined) throw new Refusal('bad-input');
  return data;
}

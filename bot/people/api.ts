import { z } from 'zod';

/** GET /api/me -> MeReply · PUT /api/me/language {language} -> MeReply */
export const languageBody = z.object({ language: z.enum(['nb', 'nn', 'en']) });

export interface MeReply {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly language: 'nb' | 'nn' | 'en';
}

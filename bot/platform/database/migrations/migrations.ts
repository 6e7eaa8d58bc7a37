import { type Migration } from 'kysely/migration';
import { upPeople } from './0001-people.ts';
import { upProgramme } from './0002-programme.ts';
import { upPrompts } from './0003-prompts.ts';
import { upPulses } from './0004-pulses.ts';
import { upMinutes } from './0005-minutes.ts';
import { upKeys } from './0006-keys.ts';
import { upPolicy } from './0007-policy.ts';
import { upHomes } from './0008-homes.ts';
import { upTrust } from './0009-trust.ts';
import { upResults } from './0010-results.ts';
import { upRhythm } from './0011-rhythm.ts';
import { upInvolvement } from './0012-involvement.ts';
import { upRetention } from './0013-retention.ts';
import { upPosting } from './0014-posting.ts';
import { upCalendar } from './0015-calendar.ts';
import { upGreeting } from './0015-greeting.ts';
import { upSending } from './0016-sending.ts';
import { upMeetingSeries } from './0017-series.ts';
import { upBeforeMeetings } from './0018-before.ts';
import { upFollowUps } from './0020-follow-ups.ts';
import { upContentOrder } from './0021-content-order.ts';
import { upUnansweredLooks } from './0022-unanswered-looks.ts';
import { upResultList } from './0023-result-list.ts';
import { upNotes } from './0024-notes.ts';
import { upCourse } from './0025-course.ts';
import { upFolders } from './0026-folders.ts';

/**
 * Every step of the schema, in the order of the names. To add one: write `NNNN-<feature>.ts` beside this file,
 * exporting `const up<Feature>: Migration['up'] = async (db) => { … }`, import it here and add a line.
 * Never change a step that has been released. Column types: 'text', 'integer' and 'blob', which mean the same on
 * both engines ('blob' is a domain over bytea on PostgreSQL). No auto-increment: ids and numbers are ours.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-people': { up: upPeople },
  '0002-programme': { up: upProgramme },
  '0003-prompts': { up: upPrompts },
  '0004-pulses': { up: upPulses },
  '0005-minutes': { up: upMinutes },
  '0006-keys': { up: upKeys },
  '0007-policy': { up: upPolicy },
  '0008-homes': { up: upHomes },
  '0009-trust': { up: upTrust },
  '0010-results': { up: upResults },
  '0011-rhythm': { up: upRhythm },
  '0012-involvement': { up: upInvolvement },
  '0013-retention': { up: upRetention },
  '0014-posting': { up: upPosting },
  '0015-calendar': { up: upCalendar },
  '0015-greeting': { up: upGreeting },
  '0016-sending': { up: upSending },
  '0017-series': { up: upMeetingSeries },
  '0018-before': { up: upBeforeMeetings },
  '0020-follow-ups': { up: upFollowUps },
  '0021-content-order': { up: upContentOrder },
  '0022-unanswered-looks': { up: upUnansweredLooks },
  '0023-result-list': { up: upResultList },
  '0024-notes': { up: upNotes },
  '0025-course': { up: upCourse },
  '0026-folders': { up: upFolders },
};

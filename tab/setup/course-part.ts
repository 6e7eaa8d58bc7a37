import { type CourseBody } from '../../bot/course/api.ts';
import { type SetupPart } from './part.ts';

/** What can be decided, without the state that it is decided for. */
export type CourseWish = CourseBody extends infer Body
  ? Body extends unknown
    ? Omit<Body, 'ifMatch'>
    : never
  : never;

/** How a decision about a course is put. */
export interface CourseDeciding extends Pick<SetupPart, 'keep'> {
  /** Below `/api/setup/`. */
  readonly path: string;
  readonly reload: () => Promise<unknown>;
}

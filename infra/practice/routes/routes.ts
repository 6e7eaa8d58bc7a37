import { type ApiRoute } from '../api-server.ts';
import { type Parts } from '../parts.ts';
import { peopleRoutes } from './people.ts';
import { stateRoutes } from './state.ts';
import { worldRoutes } from './world.ts';

/** The JSON API of api.ts. */
export function apiRoutes(parts: Parts, manifestFolder: string): readonly ApiRoute[] {
  return [...stateRoutes(parts, manifestFolder), ...peopleRoutes(parts), ...worldRoutes(parts)];
}

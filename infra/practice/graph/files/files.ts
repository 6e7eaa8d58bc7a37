import { type Route } from '../call.ts';
import { contentRoutes } from './content-routes.ts';
import { driveRoutes } from './drive-routes.ts';
import { itemRoutes } from './item-routes.ts';
import { type FileParts } from './parts.ts';

export const fileRoutes = (parts: FileParts): readonly Route[] => [
  ...driveRoutes(parts),
  ...itemRoutes(parts),
  ...contentRoutes(parts),
];

import { type Logo } from '../../bot/platform/documents/logo.ts';

/** A red pixel. */
export const pngBytes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

export const png: Logo = { bytes: pngBytes, type: 'png', width: 1, height: 1 };

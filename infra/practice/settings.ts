import { resolve } from 'node:path';

/** Practice's own settings; the only reader of process.env in practice. */
export interface PracticeSettings {
  /** The page and the JSON API; 0 = any free port. */
  readonly port: number;
  /** Sign-in, connector and Graph; 0 = any free port. */
  readonly tlsPort: number;
  /** The first service; 0 = any free port. */
  readonly servicePort: number;
  /** Keys, certificate, messages and files. The service's data and round keys lie beside it. */
  readonly dataDir: string;
  readonly serviceDataDir: string;
  readonly keyDir: string;
  /** Handed to the service; unset = its embedded database. */
  readonly databaseUrl: string | undefined;
  /** What Node runs as the service, from the root of the repository. */
  readonly serviceScript: string;
  /** What the service inherits, so that LOG_LEVEL and the like reach it. */
  readonly inherited: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

function port(env: Environment, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new RangeError(`${name} is not right: give a port from 0 (any free one) to 65535.`);
}

export function readPracticeSettings(env: Environment = process.env): PracticeSettings {
  const dataDir = resolve(env['PRACTICE_DATA'] ?? './data/practice');
  return {
    port: port(env, 'PRACTICE_PORT', 4000),
    tlsPort: port(env, 'PRACTICE_TLS_PORT', 4443),
    servicePort: port(env, 'SERVICE_PORT', 3978),
    dataDir,
    serviceDataDir: resolve(dataDir, '..', 'service'),
    keyDir: resolve(dataDir, '..', 'keys'),
    databaseUrl: env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL'],
    serviceScript: env['SERVICE_SCRIPT'] ?? 'bot/main.ts',
    inherited: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}

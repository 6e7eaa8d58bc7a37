import { resolve } from 'node:path';
import { type PracticeSettings } from '../practice/settings.ts';

export interface PlaygroundSettings {
  /** Where Microsoft's playground listens. */
  readonly playgroundPort: number;
  /** Where it sends what happens in it; 0 = any free port. */
  readonly port: number;
  readonly practice: PracticeSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ports = { playground: 56_150, bridge: 3979 };

/** Whoever has one of these set means a service that people use. */
const ofRealServices = [
  ...[
    'MicrosoftAppId',
    'MicrosoftAppTenantId',
    'MicrosoftAppPassword',
    'AAD_APP_CLIENT_ID',
    'ALLOWED_TENANTS',
  ],
  ...[
    'DATABASE_URL',
    'DATABASE_TOKEN_SCOPE',
    'DATA_DIR',
    'KEY_DIR',
    'KEY_VAULT_URL',
    'PUBLIC_URL',
    'AUTHORITY',
  ],
];

/** What a process needs to run at all; nothing else reaches the service. */
const harmless = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'LANG',
  'LOG_LEVEL',
];

/**
 * `args`: the playground's port, else its usual one. Throws a RangeError where settings of a real service stand in the
 * environment: there nobody may get in without a signature.
 */
export function readPlaygroundSettings(
  args: readonly string[] = process.argv.slice(2),
  env: Environment = process.env,
): PlaygroundSettings {
  const isSet = (name: string) => env[name] !== undefined && env[name] !== '';
  const real = [...ofRealServices.filter(isSet), ...(env['NODE_ENV'] === 'production' ? ['NODE_ENV'] : [])];
  if (real.length > 0)
    throw new RangeError(
      `The playground does not start beside settings of a real service: ${real.join(', ')}. Use a shell without them.`,
    );
  const dataDir = resolve(env['PLAYGROUND_DATA'] ?? './data/playground');
  return {
    playgroundPort: port(args[0], ports.playground),
    port: port(args[1], ports.bridge),
    practice: {
      ...{ port: 0, tlsPort: 0, servicePort: 0, databaseUrl: undefined },
      ...{ dataDir, serviceDataDir: resolve(dataDir, 'service'), keyDir: resolve(dataDir, 'keys') },
      serviceScript: 'bot/main.ts',
      inherited: Object.fromEntries(
        harmless.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
      ),
    },
  };
}

function port(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new RangeError(
    'Say the port of the playground as a number, for example: npm run playground -- 56150',
  );
}

import { databaseUrl } from './database-url.ts';
import {
  anyText,
  type Form,
  keySet,
  keys,
  oneOf,
  someOf,
  trustedUrl,
  wholeNumber,
} from './setting-forms.ts';
import type { Setting } from './setting.ts';

const LEVELS = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'] as const;

/** Of key pairs alone: with a shared secret, who can check a token can make one (RFC 8725, 3.1). */
const SIGNATURES = [
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA', 'PS256', 'PS384', 'PS512'],
  ...['RS256', 'RS384', 'RS512'],
] as const;

/** Everything that a run may be told by its environment, by a file, or by what a command prints. */
export const SETTINGS = {
  databaseUrl: {
    ...optional('PROCWRIGHT_DATABASE_URL', databaseUrl),
    says: 'The database of an operator; without it, the private cluster.',
    isSecret: true, // it may hold the password of who deploys
  },
  readPassword: {
    ...optional('PROCWRIGHT_READ_PASSWORD', anyText),
    says: 'The password of the lane read; without it, that of the pass file.',
    isSecret: true,
  },
  writePassword: {
    ...optional('PROCWRIGHT_WRITE_PASSWORD', anyText),
    says: 'The password of the lane write; without it, that of the pass file.',
    isSecret: true,
  },
  opsPassword: {
    ...optional('PROCWRIGHT_OPS_PASSWORD', anyText),
    says: 'The password of the lane ops; without it, that of the pass file.',
    isSecret: true,
  },
  port: {
    ...open('PORT', 0, wholeNumber(0, 65_535)),
    says: 'The port of the service; 0 takes a free one.',
  },
  host: {
    ...open('PROCWRIGHT_HOST', '127.0.0.1', anyText),
    says: 'The address on which the service listens.',
  },
  logLevel: {
    ...open('LOG_LEVEL', 'info', oneOf(LEVELS)),
    says: 'What is logged: this level, and what is graver.',
  },
  places: {
    ...open('PROCWRIGHT_PLACES', 8, wholeNumber(1, 1_000)),
    says: 'Statements at once in each lane of a process, each on a connection of its own.',
  },
  seats: {
    ...open('PROCWRIGHT_SEATS', 1_000, wholeNumber(0, 100_000)),
    says: 'Requests of a lane that may wait in a process; the next one is turned away.',
  },
  drainMs: {
    ...open('PROCWRIGHT_DRAIN_MS', 300, wholeNumber(0, 600_000)),
    says: 'Milliseconds for which requests are answered after readiness went off.',
  },
  graceMs: {
    ...open('PROCWRIGHT_GRACE_MS', 10_000, wholeNumber(0, 600_000)),
    says: 'Milliseconds that running requests get when the service stops.',
  },
  proxyHops: {
    ...open('PROCWRIGHT_PROXY_HOPS', 0, wholeNumber(0, 10)),
    says: 'Proxies before the service: X-Forwarded-For is believed for so many steps.',
  },
  expect: {
    ...optional('PROCWRIGHT_EXPECT', anyText),
    says: 'The contract that clients were promised, a file or a hash: --expect wins over it.',
  },
  cursorKeys: {
    ...optional('PROCWRIGHT_CURSOR_KEYS', keys),
    says: 'What cursors are authenticated with: the first key makes them, all are taken.',
    isSecret: true,
  },
  jwks: {
    ...optional('PROCWRIGHT_JWKS', keySet),
    says: 'The public keys (RFC 7517) of who issues tokens.',
  },
  jwksUrl: {
    ...optional('PROCWRIGHT_JWKS_URL', trustedUrl),
    says: 'Where these keys are fetched, and fetched again when they change.',
  },
  jwtIssuer: {
    ...optional('PROCWRIGHT_JWT_ISSUER', anyText),
    says: 'The only iss that a token may have.',
  },
  jwtAudience: {
    ...optional('PROCWRIGHT_JWT_AUDIENCE', anyText),
    says: 'The aud that a token must have: this service.',
  },
  jwtAlgorithms: {
    ...open('PROCWRIGHT_JWT_ALGORITHMS', ['ES256', 'EdDSA', 'RS256'], someOf(SIGNATURES)),
    says: 'The signatures that a token may have.',
  },
  jwtScopeClaim: {
    ...open('PROCWRIGHT_JWT_SCOPE_CLAIM', 'scope', anyText),
    says: 'The claim that holds the scopes: words in a text (RFC 9068), or a list.',
  },
  jwtActorPrefix: {
    ...open('PROCWRIGHT_JWT_ACTOR_PREFIX', 'jwt:', (text) => ({ ok: true, value: text })),
    says: 'What stands before the sub of a token, so that no issuer can name the actor of a key.',
  },
  jwtMostAgeMs: {
    ...open('PROCWRIGHT_JWT_MOST_AGE_MS', 3_600_000, wholeNumber(1_000, 86_400_000)),
    says: 'Milliseconds for which a token is good from its iat on, whatever its exp.',
  },
  jwtSkewMs: {
    ...open('PROCWRIGHT_JWT_SKEW_MS', 5_000, wholeNumber(0, 300_000)),
    says: 'Milliseconds by which the clocks of issuer and service may differ.',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

/** What a setting is known by in the code. */
export type SettingKey = keyof typeof SETTINGS;

/** The value of a setting. */
export type SettingValue<Key extends SettingKey> =
  (typeof SETTINGS)[Key] extends Setting<infer Value> ? Value : never;

/** Settings by their keys. */
export type Settings<Key extends SettingKey = SettingKey> = {
  readonly [Name in Key]: SettingValue<Name>;
};

/** Variables that others read: set-up, and scripts that `run` starts. They come from no file. */
export const READ_ELSEWHERE: readonly string[] = [
  'PROCWRIGHT_BIN',
  'PROCWRIGHT_JAVA',
  'PROCWRIGHT_MAVEN_URL',
  'PROCWRIGHT_PG_BIN',
  'PROCWRIGHT_POSTGRES',
  'PROCWRIGHT_PYTHON',
  'PROCWRIGHT_STATE',
];

function open<Value>(name: string, byDefault: Value, read: Form<Value>) {
  return { name, isSecret: false, byDefault, read } as const;
}

function optional<Value>(name: string, read: Form<Value>) {
  return { name, isSecret: false, byDefault: null as Value | null, read } as const;
}

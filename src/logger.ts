import winston from 'winston';

/** A log of one JSON object a line. */
export type Logger = winston.Logger;

/**
 * Opens the log. Nothing that looks like a secret passes: neither by the name of its key nor by its
 * shape, in messages, fields and stacks alike.
 */
export function openLog(level: string): Logger {
  return winston.createLogger({
    level,
    exitOnError: false,
    format: winston.format.combine(redaction(), winston.format.timestamp(), winston.format.json()),
    transports: [
      new winston.transports.Console({ stderrLevels: Object.keys(winston.config.npm.levels) }),
    ],
  });
}

/**
 * Logs what happens thousands of times a second: the same line at level info, redacted and in the
 * same places, without the two streams that winston sends a line through. They cost 16 us, this
 * costs 5, of it the writing 3 (docs/adr/0027).
 */
export function logQuickly(
  log: Logger,
  message: string,
  fields: Readonly<Record<string, boolean | number | string | undefined>>,
): void {
  if (!log.isInfoEnabled()) return;
  const line: Record<string, unknown> = { level: 'info', message };
  for (const [key, value] of Object.entries(fields)) {
    line[key] = NAMES.test(key) ? '***' : redact(value);
  }
  line['timestamp'] = new Date().toISOString();
  const told = { level: 'info', message, [LEVEL]: 'info', [MESSAGE]: JSON.stringify(line) };
  for (const transport of log.transports) transport.log?.(told, () => undefined);
}

/** By which winston's transports know level and text: those of its package triple-beam. */
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

const redaction = winston.format((info) => {
  for (const key of Object.keys(info)) {
    if (key !== 'level') info[key] = NAMES.test(key) ? '***' : redact(info[key]);
  }
  return info;
});

/** A copy of a value in which every secret is starred out. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    if (!SUSPECT.test(value)) return value.slice(0, 4_000);
    return SHAPES.reduce(
      (text, [shape, stars]) => text.replace(shape, stars),
      value.slice(0, 4_000),
    );
  }
  if (value instanceof Error) {
    const { name, message, stack } = value;
    return redact({ name, message, stack, code: 'code' in value ? value.code : undefined }, depth);
  }
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      NAMES.test(key) ? '***' : redact(item, depth + 1),
    ]),
  );
}

const NAMES = new RegExp(
  `^(${[
    'authorization|proxy-authorization|cookie|set-cookie|x-api-key|idempotency-key',
    'pass(word|wd)?|secret|token|access_token|refresh_token|api_?key|jwt|private_?key|pgpassword',
  ].join('|')})$`,
  'i',
);

/** What every shape has in it: most texts are done with one look. */
const SUSPECT = /pw_|eyJ|:\/\/|bearer|basic/i;

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bpw_[0-9a-f]{12}_[A-Za-z0-9_-]{43}/g, 'pw_***'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, 'jwt_***'],
  [/(\w+:\/\/[^:@\s/]+):[^@\s]+@/g, '$1:***@'],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 ***'],
];

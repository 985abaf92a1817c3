import { setTimeout as sleep } from 'node:timers/promises';

import type { ProjectConfig } from '../config.ts';
import { fail, type Result, succeed } from '../result.ts';
import type { Reach } from '../db/reach.ts';
import { runProcess } from '../run-process.ts';
import {
  type AppliedMigration,
  appliedOf,
  faultOf,
  type FlywayAnswer,
  type FlywayFault,
  invalidOf,
  type MigrationState,
  parseAnswer,
  statesOf,
} from './flyway-answer.ts';
import { jdbcUrl } from './jdbc-url.ts';
import { classArchive, hasArchive, javaCommand, makeArchive } from './java-command.ts';

/** Where Flyway works; the URL holds no password. */
export interface FlywayTarget {
  /** `postgres://user@host:port/database` */
  readonly url: string;
  readonly password: string;
  /** Instead of the URL's one server, which is reached without TLS. */
  readonly reach?: Reach | undefined;
}

/** How one run differs from the plain one. */
export interface FlywayOptions {
  /** Instead of the project's migrations and callbacks: an empty one makes the history alone. */
  readonly sqlFolder?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds to wait before the nth repetition; a test gives its own. */
  readonly pause?: (attempt: number) => number;
}

const LOCK_ATTEMPTS = 5;

/**
 * Applies what is pending. A lock that isn't had in time is tried again, five times in all, with
 * longer and longer pauses of random length; nothing else is.
 */
export async function migrate(
  config: ProjectConfig,
  target: FlywayTarget,
  options: FlywayOptions = {},
): Promise<Result<readonly AppliedMigration[], FlywayFault>> {
  const pause = options.pause ?? ((attempt: number) => 250 * 2 ** attempt * (0.5 + Math.random()));
  for (let attempt = 1; ; attempt++) {
    const { answer, output } = await run(config, target, { verb: 'migrate', ...options });
    if (answer?.success === true) return succeed(appliedOf(answer));
    const fault = faultOf(answer, output);
    const isLast = attempt === LOCK_ATTEMPTS || options.signal?.aborted === true;
    if (fault.kind !== 'lock' || isLast) return fail([fault]);
    await sleep(pause(attempt));
  }
}

/** The state of every migration; it changes nothing. */
export async function info(
  config: ProjectConfig,
  target: FlywayTarget,
  options: FlywayOptions = {},
): Promise<Result<readonly MigrationState[], FlywayFault>> {
  const { answer, output } = await run(config, target, { verb: 'info', ...options });
  const isGood = answer !== null && answer.error === undefined;
  return isGood ? succeed(statesOf(answer)) : fail([faultOf(answer, output)]);
}

/** Compares the files with the history. Its exit code says nothing: the answer does. */
export async function validate(
  config: ProjectConfig,
  target: FlywayTarget,
  options: FlywayOptions = {},
): Promise<Result<null, FlywayFault>> {
  const { answer, output } = await run(config, target, { verb: 'validate', ...options });
  if (answer?.validationSuccessful === true) return succeed(null);
  const invalid = answer === null ? [] : invalidOf(answer);
  return fail(invalid.length > 0 ? invalid : [faultOf(answer, output)]);
}

interface Run extends FlywayOptions {
  readonly verb: 'migrate' | 'info' | 'validate';
}

async function run(
  config: ProjectConfig,
  target: FlywayTarget,
  { verb, sqlFolder, signal }: Run,
): Promise<{ readonly answer: FlywayAnswer | null; readonly output: string }> {
  const archive = classArchive(config);
  const call = (java: readonly string[], word: string) => {
    const [file = '', ...args] = javaCommand(config, java);
    return runProcess(file, [...args, ...flywayArguments(sqlFolder), word], {
      cwd: config.root,
      environment: environmentOf(config, target),
      signal,
    });
  };
  if (!hasArchive(archive)) {
    await makeArchive(archive, async (java) => (await call(java, 'info')).code === 0);
  }
  const { stdout, stderr } = await call(hasArchive(archive) ? archive.use : [], verb);
  return { answer: parseAnswer(stdout), output: `${stdout}${stderr}` };
}

/** Nothing secret stands here: every user of the machine sees it. */
function flywayArguments(sqlFolder?: string): readonly string[] {
  return [
    '-skipCheckForUpdate',
    '-configFiles=flyway.conf', // relative, as its locations: a comma in a path parts a list
    '-outputType=json',
    ...(sqlFolder === undefined
      ? []
      : ['locations', 'callbackLocations'].map((name) => `-${name}=filesystem:${sqlFolder}`)),
  ];
}

/** All three always: they win over the file, and a stray variable must not point elsewhere. */
function environmentOf(
  { environment }: ProjectConfig,
  { url, password, reach }: FlywayTarget,
): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(environment).filter(([name]) => !/^(FLYWAY_|PG)/.test(name));
  return {
    ...Object.fromEntries(own),
    FLYWAY_URL: jdbcUrl(url, reach),
    FLYWAY_USER: decodeURIComponent(new URL(url).username),
    FLYWAY_PASSWORD: password,
  };
}

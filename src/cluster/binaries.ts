import { join } from 'node:path';

import { type ProjectConfig, readTools } from '../config.ts';
import { sqlState } from '../db/sqlstate.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { runProcess } from '../run-process.ts';
import type { ServerUser } from './server-user.ts';

/** How a program ended, and what it said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is to be run. */
export interface RunOptions {
  /** Steps down to this user and to a session of its own, out of reach of Ctrl-C. */
  readonly asServerUser?: ServerUser | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Interrupts the program: psql cancels its statement first. */
  readonly signal?: AbortSignal;
  /** Instead of the folder of tools.json. */
  readonly binFolder?: string;
}

/**
 * Runs a program of the server's own binaries to its end, and tells how it ended.
 *
 * Settings of libpq (`PG…`) are kept from it: they would lead it to another server. A password is
 * never an argument: every user of the machine sees those.
 *
 * @throws {CommandFault} When it can't be started.
 */
export async function runBinary(
  config: ProjectConfig,
  name: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { postgres } = readTools(config);
  const file = join(options.binFolder ?? postgres.bin, name);
  const isServer = options.asServerUser !== undefined;
  const environment = environmentOf(config, postgres.libraryPath);
  try {
    const { code, stdout, stderr } = await runProcess(file, args, {
      environment: { ...environment, ...options.environment },
      input: options.input,
      signal: options.signal,
      killSignal: 'SIGINT',
      user: options.asServerUser,
      detached: isServer,
      cwd: isServer ? '/' : undefined,
    });
    return { code: code ?? INTERRUPTED, stdout, stderr };
  } catch (error) {
    throw notStarted(file, error);
  }
}

const INTERRUPTED = 130;

function environmentOf({ environment }: ProjectConfig, libraryPath: string | null) {
  const kept = Object.entries(environment).filter(([key]) => !key.startsWith('PG'));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C.UTF-8', // what the server says is read here, so it must be English
    ...(libraryPath === null ? {} : { LD_LIBRARY_PATH: libraryPath }),
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'its user may not reach it',
  ENOENT: 'it is not there',
};

function notStarted(file: string, error: unknown): CommandFault {
  const code = sqlState(error);
  const why = CAUSES[code] ?? (code === '' ? String(error) : code);
  return new CommandFault(
    EXIT.noDatabase,
    `${file} can't be started: ${why}.`,
    'Set up anew: npm run setup. Or set PROCWRIGHT_PG_BIN to the folder of another server.',
    { cause: error },
  );
}

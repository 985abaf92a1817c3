import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { type ProjectConfig, readTools } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { ServerUser } from './server-user.ts';

/** How a program ended, and what it said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

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
  const { uid, gid } = options.asServerUser ?? {};
  const child = spawn(file, args, {
    env: { ...environmentOf(config, postgres.libraryPath), ...options.environment },
    ...(isServer ? { cwd: '/', detached: true } : {}),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(options.signal === undefined ? {} : { signal: options.signal, killSignal: 'SIGINT' }),
  });
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    }
    child.stdin?.on('error', () => undefined).end(options.input); // it may end before it has read
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(notStarted(file, error));
    });
    child.on('close', (code) => resolve({ code: code ?? INTERRUPTED, ...said }));
  });
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

function notStarted(file: string, error: NodeJS.ErrnoException): CommandFault {
  const why = error.code === 'EACCES' ? 'its user may not reach it' : (error.code ?? error.message);
  return new CommandFault(
    EXIT.noDatabase,
    `${file} can't be started: ${why}.`,
    'Set up anew: npm run setup. Or set PROCWRIGHT_PG_BIN to the folder of another server.',
    { cause: error },
  );
}

import { spawn } from 'node:child_process';

/** How a program ended, and what it said. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a program runs. */
export interface ProcessOptions {
  readonly cwd?: string | undefined;
  /** The whole environment, not an addition. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  readonly input?: string | undefined;
  /** Ends the program. */
  readonly signal?: AbortSignal | undefined;
  /** What `signal` sends; SIGTERM by default. */
  readonly killSignal?: NodeJS.Signals | undefined;
  /** Steps down to this user; only root can. */
  readonly user?: { readonly uid: number; readonly gid: number } | null | undefined;
  /** True for a session of its own, out of reach of the terminal's Ctrl-C. */
  readonly detached?: boolean | undefined;
}

/**
 * Runs a program to its end. How it ended is a value; that it can't be started is thrown.
 *
 * @throws When there is no such program, or it may not be run.
 */
export async function runProcess(
  file: string,
  args: readonly string[],
  { cwd, environment = process.env, input, signal, ...rest }: ProcessOptions = {},
): Promise<ProcessEnd> {
  const child = spawn(file, args, {
    env: { ...environment },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: rest.detached ?? false,
    killSignal: rest.killSignal ?? 'SIGTERM',
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal === undefined ? {} : { signal }),
    ...(rest.user == null ? {} : { uid: rest.user.uid, gid: rest.user.gid }),
  });
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    }
    child.stdin?.on('error', () => undefined).end(input); // it may end before it has read all
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

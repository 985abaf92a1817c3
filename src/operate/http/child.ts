import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { CommandFault, EXIT } from '../../exit-code.ts';

/** A process of ours that is asked by messages, one after the other. */
export interface Child {
  readonly pid: number;
  /** @throws {CommandFault} When it says that it failed, or ends instead of answering. */
  readonly ask: (message: object) => Promise<unknown>;
  /** Ends it; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** What a child answers. */
export type Reply = { readonly value: unknown } | { readonly fault: string };

/** How a child is started. */
export interface ChildOptions {
  /** Where its standard error goes: a file's descriptor. */
  readonly log: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const END_MS = 15_000;

/** Starts a process of ours: a file that calls `serveParent`. */
export function startChild(entry: string, { log, environment }: ChildOptions): Child {
  const child = fork(entry, {
    stdio: ['ignore', 'ignore', log, 'ipc'],
    serialization: 'advanced',
    ...(environment === undefined ? {} : { env: { ...environment } }),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${entry} could not be started.`);
  const ended = once(child, 'exit').then(([code, signal]): Reply => {
    return { fault: `It ended (${String(code ?? signal)}).` };
  });
  return {
    pid,
    ask: async (message) => {
      child.send(message);
      const answer = once(child, 'message').then(([reply]) => reply as Reply);
      const reply = await Promise.race([answer, ended]);
      if ('value' in reply) return reply.value;
      throw new CommandFault(EXIT.findings, `${entry}: ${reply.fault}`, 'Read its log above.');
    },
    stop: () => stopChild(child, ended),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  if (child.connected) child.disconnect(); // it ends what it has, then itself
  await ended;
  clearTimeout(timer);
}

/** In the child: answers each message of the parent, until that one hangs up. */
export function serveParent(
  answer: (message: unknown) => Promise<unknown>,
  close: () => Promise<void> | void,
): void {
  const reply = (message: Reply) => void (process.connected && process.send?.(message));
  process.on('message', (message) => {
    answer(message).then(
      (value) => reply({ value }),
      (error: unknown) => reply({ fault: String(error) }),
    );
  });
  process.on('disconnect', () => void close());
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
}

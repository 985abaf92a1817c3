import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { brokenProcess } from '../broken.ts';
import type { Finding } from '../finding.ts';
import { unreadAt } from '../given/given.ts';
import type { FileText } from '../read-file.ts';
import { type PackedFindings, unpackFindings } from './pack-findings.ts';

/** A process that judges files, one lot after the other. */
export interface LintProcess {
  /** The findings of the files; where the process ends instead, that none of them was judged. */
  readonly judge: (texts: readonly FileText[]) => Promise<readonly Finding[]>;
  readonly close: () => void;
}

/**
 * Opens a process that judges by the rules of a folder. It starts with the first lot, and again
 * with the next one where it ended.
 */
export function openLintProcess(room: URL): LintProcess {
  let running: Running | null = null;
  return {
    async judge(texts) {
      if (running === null || hasEnded(running.child)) running = start(room);
      const { child, ended } = running;
      const answer = await Promise.race([answerOf(child, texts), ended]);
      if (typeof answer !== 'string') return unpackFindings(answer);
      return texts.map(({ path }) => unreadAt(path, brokenProcess(answer)));
    },
    close() {
      if (running?.child.connected === true) running.child.disconnect();
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  /** How it ended: `SIGKILL`, `exit code 1`. */
  readonly ended: Promise<string>;
}

const PROCESS = fileURLToPath(
  new URL(`./lint-process${extname(import.meta.url)}`, import.meta.url),
);

/** Trees live until their file is judged: with more room for the young, fewer are copied. */
const MEMORY = ['--single-threaded-gc', '--min-semi-space-size=16', '--max-semi-space-size=32'];

function start(room: URL): Running {
  const child = fork(PROCESS, [room.href], {
    serialization: 'advanced',
    execArgv: [...process.execArgv, ...MEMORY],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { child, ended };
}

const hasEnded = ({ exitCode, signalCode, connected }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || !connected;

function answerOf(child: ChildProcess, texts: readonly FileText[]): Promise<PackedFindings> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as unknown as PackedFindings)); // its only one
    child.send(texts, () => undefined); // where it can't be sent, the process has ended
  });
}

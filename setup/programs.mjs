// Runs the programs of a set-up, out of sight, and knows which of them still run.

import { spawn } from 'node:child_process';

import { signalGroup } from './process-mark.mjs';

/**
 * Opens the way to start programs.
 *
 * @param lock remembers each program while it runs.
 */
export function openPrograms(environment, lock) {
  const running = new Set();
  let isStopped = false;

  /** Runs one to its end; one that can't be started ends with 127, as in a shell. */
  function run(command, args, { cwd, env = {}, user } = {}) {
    if (isStopped) return Promise.resolve({ code: 128, stdout: '', stderr: 'stopped' });
    const child = spawn(command, args, {
      cwd: cwd ?? (user === undefined ? undefined : '/'),
      env: { ...environment, LC_ALL: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that its own children end with it
      ...user,
    });
    if (child.pid !== undefined) {
      running.add(child);
      lock.remember(child.pid);
    }
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', (text) => (said[name] += text));
    }
    return new Promise((resolve) => {
      child.on('error', (error) => resolve({ code: 127, stdout: '', stderr: error.message }));
      child.on('close', (code) => {
        running.delete(child);
        if (child.pid !== undefined) lock.forget(child.pid);
        resolve({ code: code ?? 128, ...said });
      });
    });
  }

  /** Ends all that run and starts no more: asked first, killed after three seconds. */
  function stop() {
    isStopped = true;
    for (const child of running) signalGroup(child.pid, 'SIGTERM');
    setTimeout(() => {
      for (const child of running) signalGroup(child.pid, 'SIGKILL');
    }, 3_000).unref();
  }

  return { run, stop };
}

/** The last line of what a program said that matches, else its last line at all. */
export function lastLine({ code, stdout, stderr }, pattern = /\S/) {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  return filled.findLast((line) => pattern.test(line)) ?? filled.at(-1) ?? `exit code ${code}`;
}

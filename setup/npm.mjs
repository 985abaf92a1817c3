// The npm packages of the lockfile, without their install scripts.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';

/** @type {import('./run-step.mjs').Step} */
export const npmStep = {
  name: 'npm',
  form: 1,
  files: (install) => [join(install, 'package-lock.json')],
  settings: [],
  paths: ({ lock }) => [lock],
  isSound: async (result, { install }) => isInstalled(install),
  says: ({ count }) => `${count} packages`,
  async make(job) {
    const { install } = job;
    if (job.isAgain || !isInstalled(install)) await job.fetch(() => installPackages(job));
    const lock = hiddenLock(install);
    return { lock, count: Object.keys(readPackages(lock)).length };
  },
};

async function installPackages({ install, environment, run }) {
  const [command, ...words] = npmCommand(environment);
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--no-progress'];
  const done = await run(command, [...words, 'ci', ...flags, '--prefix', install], {
    cwd: install,
  });
  if (done.code === 0) return;
  throw new SetUpFault(
    done.code === 127
      ? 'npm not found. Install npm, which comes with Node.js.'
      : `npm packages: ${lastLine(done, /^npm (error|ERR!) (?!A complete log|code)/)}. ` +
          'Mend that, then run npm run setup again.',
  );
}

/** The npm that started us, else the one on PATH. */
export function npmCommand({ npm_execpath: cli }) {
  return cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
}

/**
 * True when the packages of the lockfile are installed, by whomever: npm writes the lockfile inside
 * `node_modules` when it is done. Packages of other platforms may be absent.
 */
export function isInstalled(install) {
  if (!existsSync(hiddenLock(install))) return false;
  const there = readPackages(hiddenLock(install));
  const wanted = Object.entries(readPackages(join(install, 'package-lock.json')));
  return wanted.every(([path, { integrity, optional }]) => {
    if (path === '' || (optional && there[path] === undefined)) return true;
    return there[path]?.integrity === integrity && existsSync(join(install, path, 'package.json'));
  });
}

function hiddenLock(install) {
  return join(install, 'node_modules', '.package-lock.json');
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

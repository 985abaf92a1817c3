// The Python environment `.venv` with the packages of scripts/requirements.txt. It is made in
// place, since its programs hold its path; the stamp says when it is whole.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { openApt } from './apt.mjs';
import { findPrograms } from './find-program.mjs';
import { pip } from './pip.mjs';
import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { stepFolder } from './run-step.mjs';

const OLDEST = [3, 11];
const OLDEST_PIP = [22, 3]; // the first that serves another interpreter: --python
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const ASK = 'import sys; print(*sys.version_info[:2])';

/** @type {import('./run-step.mjs').Step} */
export const pythonStep = {
  name: 'python',
  form: 1,
  files: (install) => [join(install, 'scripts', 'requirements.txt')],
  settings: ['PROCWRIGHT_PYTHON'],
  paths: ({ python, pip: pipWords }) => [python, pipWords[0]],
  isSound: async ({ python }, { run }) => (await versionOf(python, run)) !== null,
  says: ({ version, count }) => `${version}, ${count} packages`,
  async make(job) {
    const base = await findPython(job);
    const venv = join(job.install, '.venv');
    const python = join(venv, 'bin', 'python');
    const pipWords = await makeVenv(job, base.bin, { venv, python });
    await pip(job, pipWords, ['install', '-r', join(job.install, 'scripts', 'requirements.txt')]);
    return { python, pip: pipWords, version: base.version.join('.'), count: countPackages(venv) };
  },
};

async function findPython({ environment, run }) {
  const setting = environment['PROCWRIGHT_PYTHON'];
  const found = NAMES.flatMap((name) => findPrograms(name, environment));
  for (const bin of setting === undefined ? found : [setting]) {
    const version = await versionOf(bin, run);
    if (version !== null && isAtLeast(version, OLDEST)) return { bin, version };
  }
  throw new SetUpFault(
    setting === undefined
      ? 'Python 3.11 or newer not found. ' +
          'Install python3, or set PROCWRIGHT_PYTHON=/path/to/python3.'
      : `PROCWRIGHT_PYTHON=${setting} is no Python 3.11 or newer. Set it to one, or leave it out.`,
  );
}

/** Makes the environment; returns the words that call a pip for it. */
async function makeVenv(job, base, { venv, python }) {
  rmSync(venv, { recursive: true, force: true });
  const whole = await job.run(base, ['-m', 'venv', venv]);
  if (whole.code === 0) return [python, '-m', 'pip'];
  rmSync(venv, { recursive: true, force: true }); // Debian's, without ensurepip, leaves a half
  const bare = await job.run(base, ['-m', 'venv', '--without-pip', venv]);
  if (bare.code !== 0) {
    throw new SetUpFault(
      `${venv} can't be made: ${lastLine(bare)}. ` +
        'Install python3 with its module venv, or set PROCWRIGHT_PYTHON=/path/to/python3.',
    );
  }
  return (await outerPip(job, base, python)) ?? (await debianPip(job, base, python));
}

/** The pip of the base interpreter. */
async function outerPip({ run }, base, python) {
  const { code, stdout } = await run(base, ['-m', 'pip', '--version']);
  const version = (/^pip (\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number);
  const isThere = code === 0 && isAtLeast(version, OLDEST_PIP);
  return isThere ? [base, '-m', 'pip', '--python', python] : null;
}

/** The pip of a Debian package, unpacked and not installed. */
async function debianPip(job, base, python) {
  const folder = stepFolder(job, 'pip');
  rmSync(folder, { recursive: true, force: true });
  try {
    const apt = await openApt(job, join(folder, 'apt'));
    await apt.download(['python3-pip-whl']);
    await apt.unpack(folder);
  } catch (error) {
    throw new SetUpFault(
      'No pip: this Python has no venv module and no package source was found. ' +
        'Ask for the package python3-venv, then run npm start again.',
      { cause: error },
    );
  }
  const wheels = join(folder, 'usr', 'share', 'python-wheels');
  const wheel = readdirSync(wheels).find((name) => name.startsWith('pip-'));
  return [base, join(wheels, wheel, 'pip'), '--python', python];
}

/** Major and minor version; null when it is no Python that runs. */
async function versionOf(bin, run) {
  const { code, stdout } = await run(bin, ['-c', ASK]);
  const version = stdout.trim().split(' ').map(Number);
  return code === 0 && version.length === 2 ? version : null;
}

/** Compares two numbers with two others. */
function isAtLeast([major = 0, minor = 0], [leastMajor, leastMinor]) {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function countPackages(venv) {
  const [version] = readdirSync(join(venv, 'lib'));
  const names = readdirSync(join(venv, 'lib', version, 'site-packages'));
  return names.filter((name) => name.endsWith('.dist-info')).length;
}

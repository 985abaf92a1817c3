// Flyway's jars: from the local Maven repository, by Maven, else by a library that knows the
// repository. Wherever one comes from, its SHA-256 decides.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { findPrograms } from './find-program.mjs';
import { FLYWAY_VERSION, JARS } from './flyway-jars.mjs';
import { pipInstall } from './pip.mjs';
import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { makeWhole, stepFolder } from './run-step.mjs';
import { digest } from './stamps.mjs';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/** @type {import('./run-step.mjs').Step} */
export const flywayStep = {
  name: 'flyway',
  form: 1,
  files: (install) =>
    ['flyway-jars.mjs', 'requirements-maven.txt'].map((name) => join(install, 'setup', name)),
  settings: ['PROCWRIGHT_MAVEN_URL'],
  paths: ({ jars }) => JARS.map(({ file }) => join(jars, file)),
  isSound: async ({ jars }) => JARS.every((jar) => isRight(join(jars, jar.file), jar)),
  says: ({ version }) => `${version}, ${JARS.length} jars`,
  async make(job) {
    const jars = stepFolder(job, 'jars');
    await makeWhole(jars, async (part) => {
      mkdirSync(part, { recursive: true });
      copyLocal(job, part);
      if (missing(part).length > 0) await fetchJars(job, part);
      checkJars(part);
    });
    return { jars, version: FLYWAY_VERSION };
  },
};

/** What Maven has fetched before. */
function copyLocal({ environment }, part) {
  const repository = join(environment['HOME'] ?? homedir(), '.m2', 'repository');
  for (const jar of JARS) {
    const { group, artifact, version, file } = jar;
    const source = join(repository, ...group.split('.'), artifact, version, file);
    if (isRight(source, jar)) copyFileSync(source, join(part, file));
  }
}

/** A mirror set for us goes before Maven, which has its own settings. */
async function fetchJars(job, part) {
  const hasMirror = job.environment['PROCWRIGHT_MAVEN_URL'] !== undefined;
  const [maven] = hasMirror ? [] : findPrograms('mvn', job.environment);
  const says = maven === undefined ? '' : await fetchByMaven(job, maven, part);
  if (missing(part).length > 0) await fetchByLibrary(job, part, says);
}

/** Returns what Maven said; whether the jars are there is what counts. */
async function fetchByMaven(job, maven, part) {
  const { bin } = await job.after.java;
  const pom = `${part}.pom.xml`;
  writeFileSync(pom, pomText());
  const goal = [`${PLUGIN}:copy-dependencies`, `-DoutputDirectory=${part}`];
  const home = job.environment['JAVA_HOME'] ?? dirname(dirname(realpathSync(bin)));
  const done = await job.fetch(() =>
    job.run(maven, ['-q', '-B', '-f', pom, ...goal], { env: { JAVA_HOME: home } }),
  );
  rmSync(pom, { force: true });
  return `Maven: ${lastLine(done, /^\[ERROR\] Failed/)}. `;
}

async function fetchByLibrary(job, part, says) {
  const library = `${part}.library`;
  rmSync(library, { recursive: true, force: true });
  await pipInstall(job, join(job.install, 'setup', 'requirements-maven.txt'), library);
  const { python } = await job.after.python;
  const mirror = job.environment['PROCWRIGHT_MAVEN_URL'];
  const base = mirror === undefined ? [] : ['-m', mirror];
  for (const { group, artifact, version, file } of missing(part)) {
    const words = ['-m', 'maven_artifact.main', ...base, `${group}:${artifact}:${version}`];
    const done = await job.fetch(() =>
      job.run(python, [...words, join(part, file)], { env: { PYTHONPATH: library } }),
    );
    if (done.code !== 0 || !existsSync(join(part, file))) {
      throw new SetUpFault(
        `${says}${file} can't be fetched: ${lastLine(done)}. ` +
          'If you use a mirror, set PROCWRIGHT_MAVEN_URL to its address.',
      );
    }
  }
  rmSync(library, { recursive: true, force: true });
}

/**
 * Checks every jar, and removes what is not what it should be.
 *
 * @throws {SetUpFault} Naming all of these.
 */
export function checkJars(folder, jars = JARS) {
  const faults = jars.flatMap((jar) => {
    const path = join(folder, jar.file);
    if (isRight(path, jar)) return [];
    const is = digest(readFileSync(path));
    rmSync(path);
    return `${jar.file}: SHA-256 is ${is}, expected ${jar.sha256}. The file was removed.`;
  });
  if (faults.length === 0) return;
  throw new SetUpFault([...faults, 'If you use a mirror, check PROCWRIGHT_MAVEN_URL.'].join('\n'));
}

function isRight(path, { sha256 }) {
  return existsSync(path) && digest(readFileSync(path)) === sha256;
}

function missing(folder) {
  return JARS.filter(({ file }) => !existsSync(join(folder, file)));
}

/** A project that depends on these jars, and on nothing that they ask for. */
function pomText() {
  const dependencies = JARS.map(({ group, artifact, version }) => {
    const excluded = element('exclusion', { groupId: '*', artifactId: '*' });
    const exclusions = element('exclusions', {}, excluded);
    return element('dependency', { groupId: group, artifactId: artifact, version }, exclusions);
  });
  const own = { groupId: 'procwright', artifactId: 'jars', version: '1', packaging: 'pom' };
  return element(
    'project',
    { modelVersion: '4.0.0', ...own },
    element('dependencies', {}, dependencies.join('\n')),
  );
}

function element(name, fields, inner = '') {
  const texts = Object.entries(fields).map(([key, value]) => `<${key}>${value}</${key}>`);
  return `<${name}>${texts.join('')}${inner}</${name}>`;
}

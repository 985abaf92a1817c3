// Debian's and Ubuntu's packages, fetched and unpacked: no root, no change of the system, its own
// sources, mirrors and signatures.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findPrograms } from './find-program.mjs';
import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';

const NEEDED = ['apt-get', 'apt-cache', 'dpkg-deb'];
const STATUS = '/var/lib/dpkg/status';

/**
 * Opens apt on lists and archives of its own below `folder`, the lists fresh.
 *
 * @throws {SetUpFault} When this system has no apt. That no list came shows only at a download:
 * `apt-get update` ends with 0 all the same.
 */
export async function openApt(job, folder) {
  const missing = NEEDED.filter((name) => findPrograms(name, job.environment).length === 0);
  if (missing.length > 0 || !existsSync(STATUS)) {
    throw new SetUpFault(`this system has no ${missing[0] ?? STATUS}`);
  }
  const archives = join(folder, 'cache', 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  mkdirSync(join(folder, 'state', 'lists', 'partial'), { recursive: true });
  const options = optionsOf(folder);
  const ask = (program, words) => job.run(program, [...options, ...words], { cwd: archives });
  const demand = async (words) => {
    const done = await job.fetch(() => ask('apt-get', ['-y', '-q', ...words]));
    if (done.code !== 0) throw new SetUpFault(lastLine(done, /^E:/));
  };
  await job.fetch(() => ask('apt-get', ['-q', 'update']));
  return {
    /** All names that the lists know and that begin so. */
    async names(prefix) {
      return (await ask('apt-cache', ['pkgnames', prefix])).stdout.split('\n').filter(Boolean);
    },
    /** True when each of them can be had. */
    async hasCandidates(names) {
      const { stdout } = await ask('apt-cache', ['policy', ...names]);
      return (stdout.match(/^ +Candidate: \d/gm) ?? []).length === names.length;
    },
    /** Fetches the packages and whatever they need that this machine lacks. */
    downloadWithNeeds: (names) => demand(['--download-only', 'install', ...names]),
    /** Fetches these packages alone, be they installed or not. */
    download: (names) => demand(['download', ...names]),
    /** True when an archive of that package was fetched. */
    has: (name) => listArchives(archives).some((file) => file.startsWith(`${name}_`)),
    /** Unpacks all that was fetched into a folder. */
    async unpack(target) {
      mkdirSync(target, { recursive: true });
      for (const file of listArchives(archives)) {
        const done = await job.run('dpkg-deb', ['-x', join(archives, file), target]);
        if (done.code !== 0) throw new SetUpFault(`${file} can't be unpacked: ${lastLine(done)}`);
      }
    },
  };
}

function optionsOf(folder) {
  const settings = [
    `Dir::State=${join(folder, 'state')}`,
    `Dir::State::status=${STATUS}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=', // its own user could not write below a closed home
    'APT::Install-Recommends=false',
    'Acquire::Languages=none',
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

function listArchives(folder) {
  return readdirSync(folder).filter((name) => name.endsWith('.deb'));
}

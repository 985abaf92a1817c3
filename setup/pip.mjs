// pip, with every package pinned by its hash. Only it knows the mirrors that a user has set.

import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';

/** Installs a list of hashed packages into a folder, beside no others. */
export async function pipInstall(job, list, folder) {
  const { pip: pipWords } = await job.after.python;
  await pip(job, pipWords, ['install', '--target', folder, '-r', list]);
}

/** Downloads the wheels of a list into a folder. They may ask for a newer Python than ours. */
export async function pipDownload(job, list, folder) {
  const { pip: pipWords } = await job.after.python;
  await pip(job, pipWords, ['download', '-d', folder, '--python-version', '3.12', '-r', list]);
}

/**
 * Runs pip.
 *
 * @param pipWords The interpreter, and what calls pip in it.
 * @throws {SetUpFault} With pip's own last error.
 */
export async function pip(job, pipWords, words) {
  const [command, ...first] = pipWords;
  const [verb, ...rest] = words;
  const speed = verb === 'install' ? ['--no-compile'] : []; // a third of its time, and seldom used
  const flags = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--no-input', '-q'];
  const env = { PIP_USER: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_ROOT_USER_ACTION: 'ignore' };
  const done = await job.fetch(() =>
    job.run(command, [...first, verb, ...speed, ...flags, ...rest], { env }),
  );
  if (done.code !== 0) throw new SetUpFault(`pip: ${lastLine(done, /^ERROR/)}`);
}

import { SetUpFault } from './set-up-fault.mjs';
import { isReady, setUp, SetUpStopped, stepsFor } from './set-up.mjs';

const USAGE = 2; // as in the command line's table of exit codes

/**
 * Sets up what is missing, and tells a fault as the command line does.
 *
 * @param words the call that follows, whose needs are met; without it all is set up.
 * @param isJson tells it as one JSON object on standard output.
 * @returns {Promise<number>} The exit code: 0 when all is there.
 */
export async function ensureSetUp({ isJson = false, words, ...given }) {
  const { install, environment, isFull } = given;
  const options = words === undefined ? given : { ...given, steps: stepsFor(install, words) };
  try {
    if (isFull || !isReady(install, environment, options.steps)) await setUp(options);
    return 0;
  } catch (error) {
    if (error instanceof SetUpStopped) return error.exitCode;
    const message = error instanceof SetUpFault ? error.message : (error.stack ?? String(error));
    const fix = 'Do so, then run this again: what is there by now stays.';
    if (isJson) process.stdout.write(`${JSON.stringify({ code: USAGE, message, fix })}\n`);
    else process.stderr.write(`\nprocwright: set-up failed.\n${message}\n${fix}\n`);
    return USAGE;
  }
}

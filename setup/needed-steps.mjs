// What a call needs of set-up. A linter that first fetches a database server is not used: the verbs
// that need none do without, and those that only write or tell need no tool at all.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

const TO_RUN = ['npm', 'build'];
const TO_LAY_OUT = [...TO_RUN, 'python'];
const NO_TOOL = ['docs', 'help', 'hooks', 'new'];
const LAYOUT_ALONE = ['lint', 'lsp'];

/**
 * The steps that a call of the command line waits for.
 *
 * @param {{ name: string }[]} steps All of them.
 * @param {string} install The folder of procwright.
 * @param {string[]} words What stands behind `procwright`.
 */
export function neededSteps(steps, install, words) {
  const names = namesFor(install, words);
  const wanted = names === null ? steps : steps.filter(({ name }) => names.includes(name));
  return isPackage(install) ? wanted.filter(({ name }) => !TO_RUN.includes(name)) : wanted;
}

/**
 * True for a package that npm installed: its packages stand beside it, and it brought `dist`. A
 * clone has the lockfile, which npm leaves out of every package.
 */
export function isPackage(install) {
  return !existsSync(join(install, 'package-lock.json'));
}

/** Null for all. */
function namesFor(install, [verb = 'help', ...words]) {
  const tellsOnly = words.some((word) => ['-h', '--help', '--explain'].includes(word));
  if (tellsOnly || NO_TOOL.includes(verb) || !isVerb(install, verb)) return TO_RUN;
  const asksServer = words.some((word) => word === '--live' || word.startsWith('--data'));
  return LAYOUT_ALONE.includes(verb) && !asksServer ? TO_LAY_OUT : null;
}

/** What is no verb is only told so. */
function isVerb(install, word) {
  return ['src', 'dist'].some((folder) =>
    ['ts', 'js'].some((ending) =>
      existsSync(join(install, folder, 'commands', `${word}.${ending}`)),
    ),
  );
}

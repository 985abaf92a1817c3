import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { runGit } from '../given/git.ts';
import { topOf } from '../given/read-staged.ts';

/** What a hook starts. */
export interface HookProgram {
  /** The interpreter's whole path: a hook may run where PATH knows none. */
  readonly node: string;
  readonly entry: string;
}

/** Where the hook is, and what became of it. */
export interface HookState {
  readonly file: string;
  readonly state: 'absent' | 'ours' | 'foreign';
  /** The hook that ours calls first; null where there was none. */
  readonly chained: string | null;
}

/** By this line a hook is known as ours. */
const MARK = '# made by procwright hooks install; procwright hooks uninstall takes it away';

const BEFORE = '.before-procwright';

/**
 * Tells of the hook that git runs before a commit in the working tree around a folder, wherever
 * git's configuration has its hooks.
 *
 * @throws {CommandFault} Outside a working tree.
 */
export function readHook(folder: string): HookState {
  const top = topOf(folder);
  const told = runGit(top, ['rev-parse', '--git-path', 'hooks']).stdout.toString().trim();
  const file = join(resolve(top, told), 'pre-commit');
  const chained = existsSync(file + BEFORE) ? file + BEFORE : null;
  if (!existsSync(file)) return { file, state: 'absent', chained };
  const isOurs = readFileSync(file, 'utf8').includes(MARK);
  return { file, state: isOurs ? 'ours' : 'foreign', chained };
}

/**
 * Installs a hook that lints what is staged; one that is ours is written anew. One that is not is
 * kept: it runs first where that is wanted, and else nothing is done.
 *
 * @throws {CommandFault} When another's hook is there and isn't to be chained, when husky keeps the
 *   hooks, or when they lie outside of the repository, where they are those of others too.
 */
export function installHook(folder: string, program: HookProgram, isToChain: boolean): HookState {
  const { file, state, chained } = readHook(folder);
  refuseForeignFolder(folder, file);
  refuseHusky(file);
  if (state === 'foreign') {
    if (!isToChain || chained !== null) throw isThere(file);
    renameSync(file, file + BEFORE);
  }
  mkdirSync(join(file, '..'), { recursive: true });
  const isChained = state === 'foreign' || chained !== null;
  writeFileSync(file, hookText(program, { isChained, way: wayTo(folder) }));
  chmodSync(file, 0o755);
  return readHook(folder);
}

/**
 * Takes our hook away, and gives a hook that it called its place again.
 *
 * @throws {CommandFault} When the hook that is there is another's.
 */
export function uninstallHook(folder: string): HookState {
  const { file, state, chained } = readHook(folder);
  if (state === 'foreign') {
    throw new CommandFault(EXIT.usage, `${file} is not ours.`, 'Take our line out of it by hand.');
  }
  rmSync(file, { force: true });
  if (chained !== null) renameSync(chained, file);
  return readHook(folder);
}

function isThere(file: string): CommandFault {
  const byHand = 'Add to it: procwright lint --staged || exit 1';
  return new CommandFault(
    EXIT.usage,
    `There is a hook already: ${file}`,
    `${byHand}. Or: procwright hooks install --chain`,
  );
}

function refuseForeignFolder(folder: string, file: string): void {
  const common = runGit(folder, ['rev-parse', '--git-common-dir']).stdout.toString().trim();
  const own = [topOf(folder), resolve(folder, common)];
  const lies = own.some((one) => {
    const way = relative(one, file);
    return !way.startsWith('..') && !isAbsolute(way);
  });
  if (lies) return;
  throw new CommandFault(
    EXIT.usage,
    `core.hooksPath is outside of this repository: ${file}`,
    'Add to that hook by hand: procwright lint --staged || exit 1',
  );
}

/** husky writes the folder that git looks into anew at each install. */
function refuseHusky(file: string): void {
  const [own = '', below] = file.split(`${sep}_${sep}`);
  if (below === undefined || basename(own) !== '.husky') return;
  throw new CommandFault(
    EXIT.usage,
    `husky keeps the hooks of this repository: ${own}`,
    `Add to ${join(own, 'pre-commit')}: npx --no-install procwright lint --staged`,
  );
}

/** From the top of the working tree to the folder, whose project is the one that counts. */
function wayTo(folder: string): string {
  return relative(topOf(folder), folder) || '.';
}

interface HookShape {
  readonly isChained: boolean;
  readonly way: string;
}

/** Git runs it at the top; the name of its index may be relative to that. */
function hookText({ node, entry }: HookProgram, { isChained, way }: HookShape): string {
  const chain = isChained ? [`"$0${BEFORE}" "$@" || exit $?`] : [];
  return [
    '#!/bin/sh',
    MARK,
    ...chain,
    'case "${GIT_INDEX_FILE:-/}" in',
    '  /*) ;;',
    '  *) GIT_INDEX_FILE="$PWD/$GIT_INDEX_FILE"; export GIT_INDEX_FILE ;;',
    'esac',
    `cd ${quoted(way)} || exit 1`,
    'if [ -x node_modules/.bin/procwright ]; then',
    '  exec node_modules/.bin/procwright lint --staged',
    'fi',
    `if [ ! -x ${quoted(node)} ] || [ ! -f ${quoted(entry)} ]; then`,
    '  echo "procwright is not where it was: procwright hooks install" >&2',
    '  exit 1',
    'fi',
    `exec ${quoted(node)} ${quoted(entry)} lint --staged`,
    '',
  ].join('\n');
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

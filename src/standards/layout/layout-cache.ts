import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { type Config, projectState, readTools } from '../../config.ts';
import { CommandFault } from '../../exit-code.ts';
import type { LayoutAnswer } from './run-sqlfluff.ts';
import { SQLFLUFF_PROGRAM } from './sqlfluff-program.ts';

/** Answers of earlier runs, by the text, the configuration and the version of sqlfluff. */
export interface LayoutCache {
  /** Null where it is not known. */
  readonly get: (text: string) => LayoutAnswer | null;
  readonly set: (text: string, answer: LayoutAnswer) => void;
  /** Takes away the answers that were least asked for, when there are too many. */
  readonly prune: () => void;
}

/** With {@link MOST_BYTES}: at most 128 MiB. A project of 500 files has 0.3 MiB. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 32_768;
/** An entry that is used is touched when it is older: one write a day, not one a run. */
const DAY = 86_400_000;

/**
 * Opens the answers of earlier runs: in the project's state folder, or in the user's cache folder
 * (`XDG_CACHE_HOME`, else `~/.cache`; XDG Base Directory Specification 0.8). Where that can't be
 * written, nothing is kept, and that is no fault. Runs at the same time don't disturb each other:
 * an entry is whole or absent, and what one takes away the other finds again.
 *
 * @param settings The text of sqlfluff's configuration.
 */
export function openLayoutCache(config: Config, settings: string): LayoutCache {
  const version = versionOf(config);
  const folder = version === null ? null : folderOf(config);
  if (folder === null) return { get: () => null, set: () => undefined, prune: () => undefined };
  const ground = hash(`${version}\0${SQLFLUFF_PROGRAM}\0${settings}\0`);
  const pathOf = (text: string) => join(folder, hash(ground + text));
  return {
    get: (text) => read(pathOf(text)),
    set: (text, answer) => write(pathOf(text), JSON.stringify(answer)),
    prune: () => prune(folder),
  };
}

function folderOf(config: Config): string | null {
  const { root, project, environment } = config;
  try {
    const state =
      root === null || project === null
        ? join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'procwright')
        : projectState({ ...config, root, project });
    const folder = join(state, 'layout');
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    if (isOfFileSystem(error) || error instanceof CommandFault) return null;
    throw error;
  }
}

/** As the environment's folder says it, since to ask Python costs more than to judge a file. */
function versionOf(config: Config): string | null {
  try {
    const lib = join(dirname(dirname(readTools(config).python)), 'lib');
    const names = readdirSync(lib).flatMap((name) => readdirSync(join(lib, name, 'site-packages')));
    return names.find((name) => /^sqlfluff-.*\.dist-info$/.test(name)) ?? null;
  } catch (error) {
    if (isOfFileSystem(error)) return null;
    throw error;
  }
}

function read(path: string): LayoutAnswer | null {
  try {
    const answer = JSON.parse(readFileSync(path, 'utf8')) as LayoutAnswer; // our own, whole
    const now = new Date();
    if (now.getTime() - statSync(path).mtimeMs > DAY) utimesSync(path, now, now);
    return answer;
  } catch (error) {
    if (isOfFileSystem(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

function write(path: string, text: string): void {
  if (text.length > MOST_BYTES) return;
  const part = `${path}.${randomUUID()}`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    if (!isOfFileSystem(error)) throw error; // a full disk is no reason not to lint
  }
}

/** Down to three quarters, so that it's seldom done. */
function prune(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= MOST_ENTRIES) return;
  const aged = names.flatMap((name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ name, used: stat.mtimeMs }];
  });
  const stale = aged.toSorted((a, b) => b.used - a.used).slice((MOST_ENTRIES * 3) / 4);
  for (const { name } of stale) rmSync(join(folder, name), { force: true });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

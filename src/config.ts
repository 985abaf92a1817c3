import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { SetUpFault } from '../setup/set-up-fault.mjs';
import { stateFolder } from '../setup/state-folder.mjs';
import { CommandFault, EXIT } from './exit-code.ts';
import { parseProject, type Project } from './project.ts';

/** All that the outside tells a run: where it stands, and with what it works. */
export interface Config {
  /** The folder of the harness itself: its `package.json`, `.venv`, `standards`. */
  readonly install: string;
  /** The folder of the project; null when the run stands in none. */
  readonly root: string | null;
  /** `procwright.json`, checked; null without a project. */
  readonly project: Project | null;
  /** True where nobody watches: a skipped proof is a failure then. */
  readonly isCi: boolean;
  /** Where `settings/` looks things up; nobody else reads from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A run that stands in a project. */
export interface ProjectConfig extends Config {
  readonly root: string;
  readonly project: Project;
  /** A folder of the state for a cluster beside the project's own; absent for that one. */
  readonly beside?: string;
}

/** What set-up found or fetched; it writes `tools.json` in the install's state folder. */
export interface Tools {
  readonly postgres: {
    /** The folder with `initdb`, `postgres`, `pg_ctl`, `psql`. */
    readonly bin: string;
    /** For `LD_LIBRARY_PATH`; null where the system's own libraries do. */
    readonly libraryPath: string | null;
    /** Major version. */
    readonly version: number;
    readonly source: 'setting' | 'found' | 'packages' | 'wheel';
    /** How pgTAP comes: as an extension of that server, or as the path of its SQL file. */
    readonly pgtap: 'extension' | string;
    readonly hasPlpgsqlCheck: boolean;
  };
  readonly java: { readonly bin: string; readonly version: number };
  readonly flyway: { readonly jars: string; readonly version: string };
  /** The interpreter of `.venv`. */
  readonly python: string;
}

/**
 * Reads where a run stands: the environment, the nearest `procwright.json` above `from`.
 *
 * @throws {CommandFault} When `procwright.json` can't be read; it names file, line and key.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  from: string = process.cwd(),
): Config {
  const install = realpathSync(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
  const root = findProject(from);
  return {
    install,
    root,
    project: root === null ? null : parseProject(join(root, 'procwright.json')),
    isCi: environment['CI'] === 'true',
    environment,
  };
}

/**
 * Narrows to a run that stands in a project.
 *
 * @throws {CommandFault} When it doesn't.
 */
export function requireProject(config: Config): ProjectConfig {
  const { root, project } = config;
  if (root !== null && project !== null) return { ...config, root, project };
  throw new CommandFault(
    EXIT.usage,
    'There is no procwright.json in this folder or above it.',
    'Go to the folder of a project.',
  );
}

/** The state folder of a project (cluster, secrets, logs), made when it isn't there. */
export function projectState({ root, environment, beside }: ProjectConfig): string {
  const state = stateOf(root, environment);
  if (beside === undefined) return state;
  const folder = join(state, beside);
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o711); // as `state`
  return folder;
}

/**
 * What set-up left for us.
 *
 * @throws {CommandFault} When set-up has not run, or not to its end.
 */
export function readTools({ install, environment }: Config): Tools {
  const file = join(stateOf(install, environment), 'tools.json');
  if (!existsSync(file)) {
    throw new CommandFault(EXIT.usage, `${file} is missing: set-up has not run.`, 'npm run setup');
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Tools; // our own file, whole or absent
}

/** A folder that can't be written is the reader's to mend, not a fault of ours. */
function stateOf(folder: string, environment: Config['environment']): string {
  try {
    return stateFolder(folder, { ...environment });
  } catch (error) {
    if (!(error instanceof SetUpFault)) throw error;
    throw new CommandFault(EXIT.usage, error.message, 'Do so, then run it again.');
  }
}

/**
 * True when standard output may be coloured: on a terminal, by FORCE_COLOR, never with NO_COLOR. A
 * CI job that pipes into a file gets plain lines.
 */
export function wantsColour(environment: Config['environment'] = process.env): boolean {
  const { NO_COLOR: refused = '', FORCE_COLOR: forced = '0' } = environment;
  return refused === '' && (process.stdout.isTTY || forced !== '0');
}

/** The file for the summary of a step of GitHub Actions; null outside of one. */
export function stepSummaryFile({ environment }: Pick<Config, 'environment'>): string | null {
  return environment['GITHUB_STEP_SUMMARY'] || null;
}

function findProject(from: string): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'procwright.json'))) return realpathSync(folder);
    if (folder === dirname(folder)) return null;
  }
}

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { type Address, connectionOf, passFile } from '../cluster/logins.ts';
import { requireCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, readTools, requireProject } from '../config.ts';
import { CommandFault, EXIT, type ExitCode } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { pythonEnvironment } from '../python-environment.ts';
import type { Command } from './command.ts';

/** The login of `procwright.json` that scripts find in IMPORT_URL. */
const LOADER = 'loader';

export const command: Command = {
  name: 'run',
  purpose: "run a Python script of the project, with the project's database",
  args: '<name> [args...]',
  passThrough: true,
  options: [],
  example: 'procwright run seed',
  run: async ({ config: given, args, signal }) => {
    const config = requireProject(given);
    scriptFile(config, args[0] ?? ''); // a misspelt name needs no database to be told
    return runScript(config, await requireCluster(config), args, { signal });
  },
};

/** How a script is run for another verb. */
export interface RunScriptOptions {
  readonly signal?: AbortSignal;
  /** True when its result is but progress of another verb, and goes to standard error. */
  readonly isStep?: boolean;
}

/**
 * Runs `<scripts.folder>/NAME.py` with set-up's interpreter to its end. It finds its databases in
 * DATABASE_URL, OPERATOR_URL (as the login of the lane `ops`) and IMPORT_URL, where there are
 * logins for these, the passwords in PGPASSFILE, and this command line in PROCWRIGHT_BIN.
 *
 * @param words - The script's name, then its arguments.
 * @returns What it exits with; 1 also when a signal ended it.
 * @throws {CommandFault} When there is no such script.
 */
export async function runScript(
  config: ProjectConfig,
  address: Address,
  words: readonly string[],
  { signal, isStep = false }: RunScriptOptions = {},
): Promise<ExitCode> {
  const [name = '', ...args] = words;
  const file = realpathSync(scriptFile(config, name)); // Python keeps what it compiled by path
  const child = spawn(readTools(config).python, [file, ...args], {
    env: environmentOf(config, address),
    stdio: ['inherit', isStep ? 2 : 1, 2],
    ...(signal === undefined ? {} : { signal }),
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', resolve);
  });
  return code === EXIT.fine || code === EXIT.usage || code === EXIT.noDatabase
    ? code
    : EXIT.findings;
}

/**
 * Modules of scripts lie in folders of their own, so each file at the top is a script, but for the
 * tests. A test with a main of its own is both: its long run is started by name.
 */
function scriptFile({ root, project }: ProjectConfig, name: string): string {
  const folder = join(root, project.scripts.folder);
  const names = !existsSync(folder)
    ? []
    : readdirSync(folder)
        .flatMap((file) => /^([a-z0-9_]+)\.py$/.exec(file)?.[1] ?? [])
        .filter((script) => script !== 'conftest')
        .filter((script) => !script.endsWith('_test') || hasMain(join(folder, `${script}.py`)))
        .sort();
  if (names.includes(name)) return join(folder, `${name}.py`);
  throw new CommandFault(
    EXIT.usage,
    `There is no script ${name} in ${folder}.`,
    names.length > 0 ? nearest(name, names) : `Write ${join(folder, `${name}.py`)}.`,
  );
}

const hasMain = (file: string): boolean =>
  /^if __name__ == ["']__main__["']:/m.test(readFileSync(file, 'utf8'));

/** Settings of libpq are kept from a script: they would lead it to another server. */
function environmentOf(config: ProjectConfig, address: Address): Record<string, string> {
  const { install, project } = config;
  const own = Object.entries(pythonEnvironment(config)).filter(([key]) => !key.startsWith('PG'));
  const urlOf = (login: string) => connectionOf(config, address, login).url;
  const further = { OPERATOR_URL: project.lanes.ops, IMPORT_URL: LOADER };
  return {
    ...(Object.fromEntries(own) as Record<string, string>), // undefined is no variable
    PYTHONUNBUFFERED: '1',
    PROCWRIGHT_BIN: join(install, 'bin', 'procwright.js'),
    DATABASE_URL: urlOf(project.scripts.login),
    ...Object.fromEntries(
      Object.entries(further)
        .filter(([, login]) => login in project.logins)
        .map(([name, login]) => [name, urlOf(login)]),
    ),
    PGPASSFILE: passFile(config),
  };
}

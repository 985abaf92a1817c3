import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { Variables } from './contest.ts';

/** Where a script of psql runs. */
export interface ScriptPlace {
  readonly config: ProjectConfig;
  readonly cluster: Cluster;
  readonly database: string;
  readonly signal?: AbortSignal | undefined;
}

/** A script: a file of the project, or the text to run in its name. */
export interface Script {
  /** From the root. */
  readonly file: string;
  readonly text?: string;
  readonly variables?: Variables;
}

/**
 * Runs a script as the superuser; what it prints is bare: rows only, columns parted by `|`.
 *
 * @throws {CommandFault} When a statement of it fails: it names the file.
 */
export async function runScript(
  { config, cluster, database, signal }: ScriptPlace,
  { file, text, variables = {} }: Script,
): Promise<string> {
  const sets = Object.entries(variables).map(([name, value]) => `\\set ${name} ${quoted(value)}\n`);
  const body = text ?? `\\i ${quoted(join(config.root, file))}\n`;
  const outcome = await runPsql(config, cluster, {
    login: 'superuser',
    database,
    input: `${BARE}${sets.join('')}${body}`,
    ...(signal === undefined ? {} : { signal }),
  });
  if (outcome.code === 0) return outcome.stdout;
  throw new CommandFault(EXIT.findings, `${file}: ${outcome.stderr.trim()}`, `Mend ${file}.`);
}

/**
 * The last lines that a script printed, once the one before them says that all is done.
 *
 * @throws {CommandFault} When it says anything but `t`.
 */
export function requireDone(file: string, output: string, linesAfter = 0): readonly string[] {
  const [whole, ...rest] = output
    .trim()
    .split('\n')
    .slice(-1 - linesAfter);
  if (whole === 't' && rest.length === linesAfter) return rest;
  const says = `${file} answers ${whole || 'nothing'}, not t: its work is not done.`;
  throw new CommandFault(EXIT.findings, says, `Mend ${file}.`);
}

/** A word of a command of psql. */
export function quoted(value: string | number): string {
  return `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

const BARE = `\\pset format unaligned
\\pset tuples_only on
\\pset footer off
`;

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import { runClient } from '../cluster/run-client.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { Contender, Variables } from './contest.ts';
import type { ScriptPlace } from './run-script.ts';

/** What pgbench says of a run. */
export interface PgbenchRun {
  readonly transactions: number;
  /** Transactions a second, without the time that connecting took. */
  readonly tps: number;
}

/** How pgbench runs a script. */
export interface PgbenchOptions {
  readonly clients: number;
  readonly seconds: number;
  readonly variables: Variables;
}

/**
 * Says where the server's binaries lack pgbench, before anything is loaded.
 *
 * @throws {CommandFault} Then.
 */
export function requirePgbench({ binFolder }: Pick<Cluster, 'binFolder'>): void {
  if (existsSync(join(binFolder, 'pgbench'))) return;
  throw new CommandFault(
    EXIT.usage,
    `There is no pgbench in ${binFolder}: this server came without it.`,
    'Set PROCWRIGHT_PG_BIN to the folder of a server that has it, then: npm run setup',
  );
}

/** Makes and fills pgbench's own tables. */
export async function fillPgbench(place: ScriptPlace, scale: number): Promise<void> {
  await run(place, 'superuser', ['-i', '-q', '-s', String(scale), place.database]);
}

/**
 * Runs a contender's script with sessions of its own and prepared statements.
 *
 * @throws {CommandFault} When a call fails: what was measured would be of something else.
 */
export async function runPgbench(
  place: ScriptPlace,
  { name, login, script }: Contender,
  { clients, seconds, variables }: PgbenchOptions,
): Promise<PgbenchRun> {
  const source =
    'file' in script ? ['-f', join(place.config.root, script.file)] : ['-b', script.builtin];
  const threads = Math.min(clients, availableParallelism());
  const size = ['-c', String(clients), '-j', String(threads), '-T', String(seconds)];
  const set = Object.entries(variables).flatMap(([key, value]) => ['-D', `${key}=${value}`]);
  const args = ['-n', '-M', 'prepared', ...size, ...set, ...source, place.database];
  return readPgbench(name, await run(place, login, args));
}

/**
 * Reads pgbench's report.
 *
 * @throws {CommandFault} When it isn't one, tells of a failed call, or of none at all.
 */
export function readPgbench(name: string, report: string): PgbenchRun {
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1] ?? NaN);
  const transactions = number(/^number of transactions actually processed: (\d+)/m);
  const failed = number(/^number of failed transactions: (\d+)/m);
  const tps = number(/^tps = ([\d.]+) \(without initial connection time\)/m);
  if (failed === 0 && transactions > 0 && tps > 0) return { transactions, tps };
  const says = failed > 0 ? `${failed} calls failed` : `no call was done:\n${report.trim()}`;
  throw new CommandFault(EXIT.findings, `${name}: ${says}`, 'Mend its script or its database.');
}

async function run(
  { config, cluster, signal }: ScriptPlace,
  login: string,
  args: readonly string[],
): Promise<string> {
  const { code, stdout, stderr } = await runClient(config, cluster, {
    program: 'pgbench',
    login,
    args,
    ...(signal === undefined ? {} : { signal }),
  });
  if (code === 0) return stdout;
  const first = stderr.split('\n').find((line) => /error|fatal/i.test(line)) ?? stderr.trim();
  throw new CommandFault(EXIT.findings, first, `It ran as ${login}: pgbench ${args.join(' ')}`);
}

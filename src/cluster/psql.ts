import type { ProjectConfig } from '../config.ts';
import type { Outcome } from './binaries.ts';
import type { LoginName } from './logins.ts';
import type { Cluster } from './private-cluster.ts';
import { runClient } from './run-client.ts';

/** Where a script runs, and how. */
export interface PsqlOptions {
  readonly login: LoginName;
  readonly database: string;
  /** The script; `input` when there is none. */
  readonly file?: string;
  readonly input?: string;
  /** Settings of the session: `search_path=app`. */
  readonly options?: readonly string[];
  readonly singleTransaction?: boolean;
  /** Cancels the statement that runs and ends psql. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a script with psql of the cluster's own binaries, without the reader's `.psqlrc`, up to its
 * first error. The password comes by `PGPASSFILE`.
 */
export async function runPsql(
  config: ProjectConfig,
  cluster: Cluster,
  { login, database, file, input, options, singleTransaction, signal }: PsqlOptions,
): Promise<Outcome> {
  const conduct = ['-X', '-w', '-v', 'ON_ERROR_STOP=1', ...(singleTransaction ? ['-1'] : [])];
  return runClient(config, cluster, {
    program: 'psql',
    login,
    args: ['-d', database, ...conduct, '-f', file ?? '-'],
    options: options ?? [],
    ...(file === undefined ? { input: input ?? '' } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
}

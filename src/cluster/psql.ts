import type { ProjectConfig } from '../config.ts';
import { type Outcome, runBinary } from './binaries.ts';
import { passFile } from './pass-file.ts';
import type { Cluster } from './private-cluster.ts';
import { type LoginName, roleOf } from './logins.ts';

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
  { host, port, binFolder }: Cluster,
  { login, database, file, input, options, singleTransaction, signal }: PsqlOptions,
): Promise<Outcome> {
  const target = ['-h', host, '-p', String(port), '-U', roleOf(login), '-d', database];
  const conduct = ['-X', '-w', '-v', 'ON_ERROR_STOP=1', ...(singleTransaction ? ['-1'] : [])];
  return runBinary(config, 'psql', [...target, ...conduct, '-f', file ?? '-'], {
    binFolder,
    environment: {
      PGPASSFILE: passFile(config),
      PGCLIENTENCODING: 'UTF8',
      PGAPPNAME: 'procwright',
      PGOPTIONS: (options ?? []).map(settingOption).join(' '),
    },
    ...(file === undefined ? { input: input ?? '' } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Blanks and backslashes are libpq's own here. */
function settingOption(setting: string): string {
  return `-c ${setting.replace(/[\\ ]/g, '\\$&')}`;
}

import type { ProjectConfig } from '../config.ts';
import { type Outcome, runBinary } from './binaries.ts';
import { type LoginName, roleOf } from './logins.ts';
import { passFile } from './pass-file.ts';
import type { Cluster } from './private-cluster.ts';

/** What runs, and as whom. */
export interface ClientOptions {
  /** A program of libpq that comes with the server: psql, pgbench. */
  readonly program: string;
  readonly login: LoginName;
  readonly args: readonly string[];
  /** Settings of its sessions: `search_path=app`. */
  readonly options?: readonly string[];
  readonly input?: string;
  /** Cancels the statement that runs and ends the program. */
  readonly signal?: AbortSignal;
}

/** Runs a client of the cluster's own binaries. The password comes by `PGPASSFILE`. */
export async function runClient(
  config: ProjectConfig,
  { host, port, binFolder }: Cluster,
  { program, login, args, options = [], input, signal }: ClientOptions,
): Promise<Outcome> {
  const target = ['-h', host, '-p', String(port), '-U', roleOf(login)];
  return runBinary(config, program, [...target, ...args], {
    binFolder,
    environment: {
      PGPASSFILE: passFile(config),
      PGCLIENTENCODING: 'UTF8',
      PGAPPNAME: 'procwright',
      PGOPTIONS: options.map(settingOption).join(' '),
    },
    ...(input === undefined ? {} : { input }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Blanks and backslashes are libpq's own here. */
function settingOption(setting: string): string {
  return `-c ${setting.replace(/[\\ ]/g, '\\$&')}`;
}

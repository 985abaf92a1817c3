import { basename, join, relative, resolve } from 'node:path';

import { loadModule } from 'libpg-query';

import { connectionOf } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { flywayFailure } from '../../flyway/flyway-failure.ts';
import { info } from '../../flyway/flyway.ts';
import type { Database } from '../../db/connect.ts';
import { routineFiles, versionFiles } from '../../sql-tree.ts';
import { readText, textOf } from '../read-file.ts';
import { byVersion, sqlFile } from '../sql-file.ts';
import { judgeCalls } from './judge-calls.ts';
import { objectPlaces } from './object-places.ts';
import { type GroundOptions, withGround } from './open-ground.ts';
import { type Traced, traceFiles } from './trace/trace-files.ts';

/** What of a project is traced, and on what rows. */
export interface TraceRequest {
  /** Files as they were given; none for the migrations that the project's database lacks. */
  readonly files: readonly string[];
  /** A script of psql, or a database of the cluster; null for rows that are made up. */
  readonly data: string | null;
  readonly probes: boolean;
  /** Rows that a transaction may write into one relation; a table without any gets half more. */
  readonly mostRows?: number;
}

const MOST_ROWS = 1000;

/**
 * Traces migrations on a scratch database that has all before the first of them; other files on
 * what `data` makes, each by itself.
 *
 * @throws {CommandFault} When what stands before them, or the data, can't be made.
 */
export async function traceProject(
  config: ProjectConfig,
  cluster: Cluster,
  { files, data, probes, mostRows = MOST_ROWS }: TraceRequest,
): Promise<Traced> {
  const wanted = files.length > 0 ? files : await pendingFiles(config, cluster);
  if (wanted.length === 0) return { findings: [], reports: [], runs: [] };
  await loadModule();
  const versions = versionFiles(config.root).map((file) => join(config.root, file));
  const isSeries = wanted.every((file) => versions.includes(resolve(file)));
  const series = isSeries ? wanted.toSorted((a, b) => byVersion(sqlFile(a), sqlFile(b))) : wanted;
  const first = series[0] ?? '';
  const options: GroundOptions = {
    migrations: isSeries
      ? versions.filter((file) => byVersion(sqlFile(file), sqlFile(resolve(first))) < 0)
      : null,
    data,
    rows: Math.ceil(mostRows * 1.5),
  };
  return withGround(config, cluster, options, async (ground) => {
    const read = series.map((file) => readText(textOf(file)));
    const traced = await traceFiles(ground, read, { isSeries, mostRows, probes });
    const routines = await ground.withAdminPool(ground.database, readRoutines);
    const places = objectPlaces(
      routineFiles(config.root).map((file) => readText(textOf(join(config.root, file)))),
    );
    const calls = traced.runs
      .filter(({ file }) => file.file.role === 'versioned')
      .flatMap((one) => judgeCalls(one, routines, places));
    const others = traced.findings.filter(
      ({ rule, file, line }) =>
        rule !== 'PW541' || !calls.some((one) => one.file === file && one.line === line),
    );
    return { ...traced, findings: [...others, ...calls] };
  });
}

/** `schema.name` by oid. */
async function readRoutines(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await db.any<{ readonly oid: string; readonly name: string }>(ROUTINES);
  return new Map(rows.map(({ oid, name }) => [oid, name]));
}

/** The versioned files that the project's database lacks, relative to the reader's folder. */
async function pendingFiles(config: ProjectConfig, cluster: Cluster): Promise<readonly string[]> {
  const states = await info(config, connectionOf(config, cluster, 'deploy'));
  if (!states.ok) throw flywayFailure(states.faults);
  const pending = new Set(
    states.value
      .filter(({ version, state }) => version !== null && state === 'Pending')
      .map(({ file }) => basename(file ?? '')),
  );
  return versionFiles(config.root)
    .filter((file) => pending.has(basename(file)))
    .map((file) => relative(process.cwd(), join(config.root, file)));
}

const ROUTINES = `
select p.oid::text as oid, n.nspname || '.' || p.proname as name
from pg_catalog.pg_proc as p
inner join pg_catalog.pg_namespace as n on p.pronamespace = n.oid
where p.oid >= 16384
order by p.oid
`;

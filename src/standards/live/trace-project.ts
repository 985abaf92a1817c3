import { join, resolve } from 'node:path';

import { loadModule } from 'libpg-query';

import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import type { Database } from '../../db/connect.ts';
import { routineFiles, versionFiles } from '../../sql-tree.ts';
import { type FileText, readText, textOf } from '../read-file.ts';
import { byVersion, sqlFile } from '../sql-file.ts';
import type { LiveFiles } from './choose-files.ts';
import { judgeCalls } from './judge-calls.ts';
import { objectPlaces } from './object-places.ts';
import { type GroundOptions, withGround } from './open-ground.ts';
import { type Traced, type TraceOptions, traceFiles } from './trace/trace-files.ts';

/** What of a project is traced, and on what rows. */
export interface TraceRequest {
  readonly files: Pick<LiveFiles, 'series' | 'single'>;
  /** A script of psql, or a database of the cluster; null for rows that are made up. */
  readonly data: string | null;
  readonly probes: boolean;
  /** Rows that a transaction may write into one relation; a table without any gets half more. */
  readonly mostRows?: number;
}

const MOST_ROWS = 1000;

/**
 * Traces migrations on a scratch database that has all before the first of them. Other files run
 * each by itself: on what `data` makes, without it on all that the project has.
 *
 * @throws {CommandFault} When what stands before them, or the data, can't be made.
 */
export async function traceProject(
  config: ProjectConfig,
  cluster: Cluster,
  { files: { series, single }, data, probes, mostRows = MOST_ROWS }: TraceRequest,
): Promise<Traced> {
  await loadModule();
  const versions = versionFiles(config.root).map((file) => join(config.root, file));
  const [first] = series.map(({ path }) => sqlFile(resolve(path)));
  const before = versions.filter((file) => first && byVersion(sqlFile(file), first) < 0);
  const trace = (files: readonly FileText[], migrations: readonly string[] | null) =>
    files.length === 0
      ? NOTHING
      : traceOn(config, cluster, {
          files,
          ground: { migrations, data, rows: Math.ceil(mostRows * 1.5) },
          options: { isSeries: files === series, mostRows, probes },
        });
  const both = [
    await trace(series, before),
    await trace(single, data === null ? versions : null),
  ] as const;
  return {
    findings: both.flatMap(({ findings }) => findings),
    reports: both.flatMap(({ reports }) => reports),
    runs: both.flatMap(({ runs }) => runs),
  };
}

const NOTHING: Traced = { findings: [], reports: [], runs: [] };

interface Tracing {
  readonly files: readonly FileText[];
  readonly ground: GroundOptions;
  readonly options: TraceOptions;
}

async function traceOn(
  config: ProjectConfig,
  cluster: Cluster,
  { files, ground: groundOptions, options }: Tracing,
): Promise<Traced> {
  return withGround(config, cluster, groundOptions, async (ground) => {
    const traced = await traceFiles(ground, files.map(readText), options);
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

const ROUTINES = `
select p.oid::text as oid, n.nspname || '.' || p.proname as name
from pg_catalog.pg_proc as p
inner join pg_catalog.pg_namespace as n on p.pronamespace = n.oid
where p.oid >= 16384
order by p.oid
`;

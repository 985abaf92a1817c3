import type { Database } from '../../../db/connect.ts';
import type { Finding } from '../../finding.ts';
import type { ReadFile } from '../../read-file.ts';
import type { Filled } from '../rows/fill-tables.ts';
import { watchTables } from './install-tracer.ts';
import { judgeRun } from './judge-run.ts';
import { probeWaits, type Wait } from './probe.ts';
import { type FileReport, lockedRelations, stepReports } from './report.ts';
import { type FileRun, needsNoTransaction, runInTheOpen, runInTransaction } from './run-file.ts';
import { withSession } from './session.ts';

/** The database on which files are tried, and how to have another. */
export interface TraceGround {
  /** A database that is watched, with rows. */
  readonly database: string;
  /** Gives a copy while nobody is connected to it, and drops it afterwards. */
  readonly withCopy: <Value>(
    database: string,
    body: (copy: string) => Promise<Value>,
  ) => Promise<Value>;
  /** Runs `body` with a pool whose sessions are what the runner of migrations gives. */
  readonly withPool: <Value>(
    database: string,
    body: (pool: Database) => Promise<Value>,
  ) => Promise<Value>;
  /** The same as superuser, for probes. */
  readonly withAdminPool: TraceGround['withPool'];
  /** Fills the tables that have no rows. */
  readonly fill: (database: string) => Promise<Filled>;
  /** What was filled at first. */
  readonly filled: Filled;
}

/** How files are traced. */
export interface TraceOptions {
  /** True where each file stands on what the one before it left; else all on the same ground. */
  readonly isSeries: boolean;
  readonly mostRows: number;
  /** False leaves out the second run with its probes. */
  readonly probes: boolean;
}

/** What was found, and what was seen. */
export interface Traced {
  readonly findings: readonly Finding[];
  readonly reports: readonly FileReport[];
  /** The last run, for who asks more of it. */
  readonly runs: readonly { readonly file: ReadFile; readonly run: FileRun }[];
}

/**
 * Runs each file, takes it back, and judges what it did. One that needs no transaction around it
 * runs on a copy. In a series it stays, so that the next one finds what it needs; behind a file
 * that fails there is nothing to stand on, and the rest is not traced.
 */
export async function traceFiles(
  ground: TraceGround,
  files: readonly ReadFile[],
  options: TraceOptions,
): Promise<Traced> {
  const all: { file: ReadFile; run: FileRun; report: FileReport; findings: readonly Finding[] }[] =
    [];
  const { mostRows } = options;
  const madeUp = new Set(ground.filled.madeUp);
  let emptyTables = ground.filled.empty;
  for (const file of files) {
    const { run, waits } = await traceOne(ground, file, options);
    const report = {
      file: file.file.path,
      isTransactional: run.isTransactional,
      steps: stepReports(file, run),
      waits,
      emptyTables,
    };
    all.push({ file, run, report, findings: judgeRun(file, run, { mostRows, madeUp }) });
    if (!options.isSeries) continue;
    if (run.failure !== null) break;
    await ground.withAdminPool(ground.database, watchTables);
    const filled = await ground.fill(ground.database);
    for (const name of filled.madeUp) madeUp.add(name);
    emptyTables = filled.empty;
  }
  return {
    findings: all.flatMap(({ findings }) => findings),
    reports: all.map(({ report }) => report),
    runs: all,
  };
}

async function traceOne(
  ground: TraceGround,
  file: ReadFile,
  { probes, isSeries }: TraceOptions,
): Promise<{ readonly run: FileRun; readonly waits: readonly Wait[] }> {
  const { database, withPool, withAdminPool } = ground;
  const probedBy = (run: FileRun) => (probes ? lockedRelations(run) : []);
  const tried = await withPool(database, (pool) =>
    withSession(pool, (session) =>
      runInTransaction(session, file, (run) => isSeries && probedBy(run).length === 0),
    ),
  );
  if (tried.failure !== null && needsNoTransaction(tried.failure.failure)) {
    return { run: await traceInTheOpen(ground, file, isSeries), waits: [] };
  }
  const relations = probedBy(tried);
  if (relations.length === 0 || tried.failure !== null) return { run: tried, waits: [] };
  const waits = await withPool(database, (pool) =>
    withAdminPool(database, (admin) =>
      probeWaits({ file: pool, probes: admin }, { file, relations }, isSeries),
    ),
  );
  return { run: tried, waits };
}

/** What it leaves is what the next file of a series stands on; others must not see it. */
async function traceInTheOpen(
  { database, withCopy, withPool }: TraceGround,
  file: ReadFile,
  isSeries: boolean,
): Promise<FileRun> {
  const run = (on: string) =>
    withPool(on, (pool) => withSession(pool, (session) => runInTheOpen(session, file)));
  return isSeries ? run(database) : withCopy(database, run);
}

import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

import { clusterStatus } from '../cluster/cluster-status.ts';
import { serverTicks, TICKS_A_SECOND } from '../cluster/server-ticks.ts';
import type { Database } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { withAdmin } from '../scratch/admin.ts';
import type { Contender, Measure } from './contest.ts';
import { type PgbenchOptions, type PgbenchRun, runPgbench } from './run-pgbench.ts';
import type { ScriptPlace } from './run-script.ts';

/** What one contender did in one round. */
export interface Turn extends Readonly<Record<Measure, number>> {
  readonly contender: string;
  readonly round: number;
  readonly clients: number;
  readonly transactions: number;
  /** Of the machine, over the last minute, before and after. */
  readonly load: readonly [before: number, after: number];
}

/** What the server has done since its start. */
export interface ServerSample {
  readonly ticks: number;
  readonly walBytes: number;
  readonly walSyncs: number;
}

/**
 * Lets a contender run once, and measures the server meanwhile: all its processes, and its log.
 *
 * A checkpoint comes first: after it each page is written whole into the log once more (manual,
 * 30.5). Without it the turns of a later round would pay for fewer of them than those of the first,
 * and the one with the larger tables would gain most.
 */
export async function runTurn(
  place: ScriptPlace,
  contender: Contender,
  round: number,
  options: PgbenchOptions,
): Promise<Turn> {
  const { config, cluster, database } = place;
  return withAdmin(config, cluster, async (admin) => {
    const loadBefore = loadavg()[0] ?? NaN;
    await admin.none('checkpoint');
    const before = await sample(place, admin);
    const run = await runPgbench(place, contender, options);
    await awaitEnd(admin, database);
    const after = await sample(place, admin);
    return {
      contender: contender.name,
      round,
      clients: options.clients,
      transactions: run.transactions,
      ...figuresOf(contender, run, before, after),
      load: [loadBefore, loadavg()[0] ?? NaN],
    };
  });
}

/** A run and what the server did for it, a unit. CPU is in microseconds, the log in bytes. */
export function figuresOf(
  { units }: Pick<Contender, 'units'>,
  { tps, transactions }: PgbenchRun,
  before: ServerSample,
  after: ServerSample,
): Readonly<Record<Measure, number>> {
  const done = transactions * units;
  return {
    tps,
    units: tps * units,
    cpu: ((after.ticks - before.ticks) * 1_000_000) / TICKS_A_SECOND / done,
    syncs: (after.walSyncs - before.walSyncs) / done,
    wal: (after.walBytes - before.walBytes) / done,
  };
}

async function sample({ config, cluster }: ScriptPlace, admin: Database): Promise<ServerSample> {
  const isNew = cluster.serverVersion >= 180_000;
  const log = await admin.one<{ bytes: string; syncs: string }>(isNew ? LOG : LOG_BEFORE_18);
  const { pid } = clusterStatus(config);
  if (pid === null)
    throw new CommandFault(EXIT.noDatabase, 'The server has ended.', 'Read its log.');
  return { ticks: serverTicks(pid), walBytes: Number(log.bytes), walSyncs: Number(log.syncs) };
}

const LOOK_MS = 20;
const END_MS = 30_000;

/** A session tells the statistics what it did when it ends. */
async function awaitEnd(admin: Database, database: string): Promise<void> {
  for (let waited = 0; waited < END_MS; waited += LOOK_MS) {
    if ((await admin.any(SESSIONS, [database])).length === 0) return;
    await delay(LOOK_MS);
  }
  const message = `Sessions of ${database} go on though pgbench has ended.`;
  throw new CommandFault(EXIT.findings, message, 'Run it again.');
}

const SESSIONS = `
select pid
from pg_catalog.pg_stat_activity
where
    datname = $1
    and backend_type = 'client backend'
order by pid
`;

const LOG_BEFORE_18 = `
select
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0') as bytes,
    wal_sync as syncs
from pg_catalog.pg_stat_wal
`;

// 18 took wal_sync out of pg_stat_wal. A new segment's own sync is of the context init.
const LOG = `
select
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0') as bytes,
    sum(fsyncs) as syncs
from pg_catalog.pg_stat_io
where
    object = 'wal'
    and context = 'normal'
`;

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { connectionOf } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import { runPsql } from '../../cluster/psql.ts';
import type { ProjectConfig } from '../../config.ts';
import { connect } from '../../db/connect.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { type Cloner, EMPTY, withCloner } from '../../scratch/clone.ts';
import { makeHistory, MIGRATION_SETTINGS } from '../../scratch/empty-history.ts';
import { routineFiles } from '../../sql-tree.ts';
import { readText, textOf } from '../read-file.ts';
import { fillTables } from './rows/fill-tables.ts';
import { installTracer, SILENT } from './trace/install-tracer.ts';
import { must, needsNoTransaction, topStatements } from './trace/run-file.ts';
import { type Session, withSession } from './trace/session.ts';
import type { TraceGround } from './trace/trace-files.ts';

/** What stands in the database before the files to be traced. */
export interface GroundOptions {
  /** Migrations to apply first, in their order; null for files of no series. */
  readonly migrations: readonly string[] | null;
  /** A script of psql that makes or fills what is there, or the name of a database to copy. */
  readonly data: string | null;
  /** Rows that are made up for a table without any. */
  readonly rows: number;
}

/** A ground, and what is to be known of it. */
export interface OpenGround extends TraceGround {
  /** Files of routines that did not run on this ground: they wait for what is pending. */
  readonly left: readonly string[];
}

/** Runs `body` on a database that is watched; it and its copies are dropped afterwards. */
export async function withGround<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  options: GroundOptions,
  body: (ground: OpenGround) => Promise<Value>,
): Promise<Value> {
  const { migrations, data, rows } = options;
  const script = data !== null && existsSync(data) ? data : null;
  const template = data !== null && script === null ? data : EMPTY;
  return withCloner(config, cluster, async (cloner) =>
    cloneOf(cloner, template, async (database) => {
      const pools = poolsOf(config, cluster, migrations === null ? [] : MIGRATION_SETTINGS);
      const isNew = template === EMPTY && migrations !== null;
      if (isNew) await makeHistory(config, cluster, database);
      const left = isNew ? await build(config.root, pools, database, migrations) : [];
      if (script !== null) await runScript(config, cluster, database, script);
      if (data !== null) await pools.withAdminPool(database, (admin) => admin.none('analyze'));
      const refused = new Set<string>();
      const fill = (name: string) =>
        pools.withAdminPool(name, (admin) => fillTables(admin, rows, refused));
      const filled = await fill(database);
      await pools.withAdminPool(database, installTracer);
      return body({
        ...pools,
        database,
        withCopy: (name, use) => cloneOf(cloner, name, use),
        fill,
        filled,
        left,
      });
    }),
  );
}

type Pools = Pick<TraceGround, 'withPool' | 'withAdminPool'>;

async function cloneOf<Value>(
  cloner: Cloner,
  template: string,
  body: (database: string) => Promise<Value>,
): Promise<Value> {
  try {
    return await cloner.withClone(template, body);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code !== '3D000' && code !== '55006') throw error;
    const why = code === '3D000' ? 'there is none' : 'somebody is connected to it';
    throw new CommandFault(
      EXIT.usage,
      `The database ${template} can't be copied: ${why}.`,
      'Give --data a script, or a database of the cluster that nobody uses now.',
    );
  }
}

function poolsOf(config: ProjectConfig, cluster: Cluster, settings: readonly string[]): Pools {
  const opener =
    (options: readonly string[]): TraceGround['withPool'] =>
    async (database, body) => {
      const target = connectionOf(config, cluster, 'superuser', database);
      const given = [...options, 'synchronous_commit=off'];
      const pool = connect({ ...target, max: 9, name: 'procwright trace', options: given });
      try {
        return await body(pool);
      } finally {
        await pool.$pool.end();
      }
    };
  return {
    withPool: opener(['track_functions=all', ...(settings.length > 0 ? settings : RUNNER)]),
    withAdminPool: opener(['client_min_messages=error', SILENT]),
  };
}

/** What every careful runner sets. */
const RUNNER = ['lock_timeout=2s'];

/** Applies migrations, then every file of a routine that finds what it needs. */
async function build(
  root: string,
  { withPool }: Pools,
  database: string,
  migrations: readonly string[],
): Promise<readonly string[]> {
  const left: string[] = [];
  await withPool(database, (pool) =>
    withSession(pool, async (session) => {
      for (const file of migrations) {
        const says = await applyFile(session, resolve(file));
        if (says === null) continue;
        const fix = 'Mend it: what comes behind it can not be traced.';
        throw new CommandFault(EXIT.findings, `${file}: ${says}`, fix);
      }
      for (const file of routineFiles(root)) {
        if ((await applyFile(session, join(root, file))) !== null) left.push(file);
      }
    }),
  );
  return left;
}

/** @returns What the server says; null when it went well. */
async function applyFile(session: Session, path: string): Promise<string | null> {
  const text = readFileSync(path, 'utf8');
  const failure = await session.run(text);
  if (failure !== null && needsNoTransaction(failure)) {
    for (const top of topStatements(readText(textOf(path)))) await must(session, top.text);
  }
  for (const sql of failure === null ? ANEW : ['rollback', ...ANEW]) await must(session, sql);
  return failure === null || needsNoTransaction(failure) ? null : failure.message;
}

/** What a file may leave in its session, which the next one uses too. */
const ANEW = ['reset all', 'reset role', 'discard temp'];

async function runScript(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
  file: string,
): Promise<void> {
  const { code, stderr } = await runPsql(config, cluster, {
    login: 'superuser',
    database,
    file: resolve(file),
    options: ['client_min_messages=warning'],
  });
  if (code !== 0) throw new CommandFault(EXIT.findings, `${file}: ${stderr.trim()}`, 'Mend it.');
}

import type { ITask } from 'pg-promise';

import { connect, type Target } from '../../db/connect.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import type { Finding } from '../finding.ts';
import { hasPlpgsqlCheck, judgeCatalog, type Knowledge } from './judge-catalog.ts';

/** What a database that is only read has to say. */
export interface DatabaseReport {
  readonly findings: readonly Finding[];
  /** Names of the migrations that it has; null where they can't be read. */
  readonly applied: ReadonlySet<string> | null;
  /** Sentences on what could not be looked at, and why. */
  readonly unseen: readonly string[];
}

/**
 * Judges the catalog of a database in one transaction that may not write, on one state of it. What
 * the login may not see, or the server hasn't, is said.
 *
 * @param name - What the database is called in what is said.
 * @throws A lost connection, or a login that the server doesn't take.
 */
export async function judgeDatabase(
  target: Pick<Target, 'url' | 'password' | 'reach'>,
  name: string,
  knowledge: Knowledge,
): Promise<DatabaseReport> {
  const db = connect({ ...target, max: 1, name: 'procwright lint', options: READS_ONLY });
  try {
    return await db.tx(async (session) => {
      await session.none('set transaction isolation level repeatable read, read only');
      return judge(session, name, knowledge);
    });
  } finally {
    await db.$pool.end();
  }
}

const READS_ONLY = [
  'default_transaction_read_only=on',
  'search_path=pg_catalog',
  'statement_timeout=60s',
  'lock_timeout=2s',
];

async function judge(
  session: ITask<unknown>,
  name: string,
  knowledge: Knowledge,
): Promise<DatabaseReport> {
  const unseen: string[] = [];
  const tried = async <Row>(what: string, sql: string): Promise<readonly Row[] | null> => {
    try {
      return await session.tx((step) => step.any<Row>(sql)); // a savepoint
    } catch (error) {
      if (isDisconnected(error) || sqlState(error) === '') throw error;
      unseen.push(`${what} was not asked of ${name}: ${(error as Error).message}.`);
      return null;
    }
  };
  const findings = await judgeCatalog(session, {
    ...knowledge,
    isUsed: true,
    ask: async ({ id }, sql) => (await tried(id, sql)) ?? [],
  });
  if (!(await hasPlpgsqlCheck(session))) unseen.push(withoutCheck(name));
  const [use] = (await tried<Use>('PW305', USE)) ?? [];
  if (use !== undefined && Number(use.reads) <= 10_000) unseen.push(tooFew(name, use));
  const applied = await tried<{ readonly script: string }>('What is pending', APPLIED);
  return {
    findings: findings.map((one) => ({ ...one, message: `In ${name}: ${one.message}` })),
    applied: applied && new Set(applied.map(({ script }) => script.replace(/^.*\//, ''))),
    unseen,
  };
}

interface Use {
  readonly reads: string;
  readonly since: string | null;
}

const withoutCheck = (name: string): string =>
  `PW648 was not asked of ${name}: it has no plpgsql_check that this login may use. So PW602 and ` +
  'PW604 go by the routines that a body names in full.';

const tooFew = (name: string, { reads, since }: Use): string =>
  `PW305 can't tell in ${name} which index is unused: its statistics know ${reads} reads` +
  `${since === null ? '' : ` since ${since}`}, and take 10,000.`;

const USE = `
select
    coalesce(sum(u.idx_scan), 0)::text as reads,
    (
        select to_char(d.stats_reset, 'YYYY-MM-DD') from pg_stat_database as d
        where d.datname = current_database()
    ) as since
from pg_stat_user_indexes as u
`;

const APPLIED = `
select h.script
from procwright.flyway_schema_history as h
where h.success and h.version is not null
order by h.installed_rank
`;

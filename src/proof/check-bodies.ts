import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, readTools } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { type Group, type Part, type TestCase, timed } from '../output/part.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { routineFiles } from '../sql-tree.ts';
import { type BodyException, excuses, EXCEPTIONS_FILE, readExceptions } from './body-exceptions.ts';

/** What plpgsql_check says of a routine. */
export interface BodyFinding {
  readonly lineno: number | null;
  readonly level: string;
  readonly sqlstate: string | null;
  readonly message: string;
  readonly detail: string | null;
  readonly hint: string | null;
}

/** A routine, once for each table that it's a trigger of. */
interface Subject {
  readonly oid: string;
  /** `schema.name` */
  readonly routine: string;
  readonly table: string | null;
  readonly table_oid: string;
  readonly is_trigger: boolean;
  readonly old_rows: string | null;
  readonly new_rows: string | null;
}

/**
 * Checks every PL/pgSQL body of the project with plpgsql_check and all that it looks for; of what
 * it says on speed only a wrong volatility counts. Exceptions stand, each with its reason, in
 * `standards/plpgsql-check.json`; one that excuses nothing is a failure.
 */
export async function checkBodies(config: ProjectConfig, cluster: Cluster): Promise<Part> {
  return timed('plpgsql_check', async () => {
    if (!readTools(config).postgres.hasPlpgsqlCheck) return [skipped()];
    const exceptions = readExceptions(config.root);
    const template = await ensureTemplate(config, cluster);
    return withClone(config, cluster, template, async (database) => {
      const admin = connectionOf(config, cluster, 'superuser', database);
      const pool = connect({ ...admin, max: 1, options: ['search_path=pg_catalog'] });
      try {
        return [await checkAll(config.root, pool, exceptions)];
      } finally {
        await pool.$pool.end();
      }
    });
  });
}

async function checkAll(
  root: string,
  pool: Database,
  exceptions: readonly BodyException[],
): Promise<Group> {
  const start = performance.now();
  const used = new Set<BodyException>();
  const cases: TestCase[] = [];
  for (const subject of await pool.any<Subject>(SUBJECTS)) {
    const findings = (await check(pool, subject)).filter((finding) => {
      const excuse = exceptions.find((one) => excuses(one, subject.routine, finding.message));
      if (excuse !== undefined) used.add(excuse);
      return excuse === undefined;
    });
    cases.push(caseOf(root, subject, findings));
  }
  const unused = exceptions.filter((one) => !used.has(one)).map(unusedCase);
  const seconds = (performance.now() - start) / 1000;
  return { name: 'plpgsql_check', seconds, cases: [...cases, ...unused] };
}

async function check(pool: Database, subject: Subject): Promise<readonly BodyFinding[]> {
  if (subject.is_trigger && subject.table === null) return [NO_TABLE];
  const { oid, table_oid, old_rows, new_rows } = subject;
  const findings = await pool.any<BodyFinding>(CHECK, [oid, table_oid, old_rows, new_rows]);
  const isBroken = findings.some(({ level }) => level === 'error');
  return findings.filter((one) => one.level !== 'performance' || (!isBroken && isSure(one)));
}

/** A wrong volatility; beside dynamic SQL plpgsql_check can't know it, and says so. */
function isSure({ message, detail }: BodyFinding): boolean {
  return /\bis marked as\b/.test(message) && !/cannot to determine/.test(detail ?? '');
}

function caseOf(
  root: string,
  { routine, table }: Subject,
  findings: readonly BodyFinding[],
): TestCase {
  const name = table === null ? routine : `${routine} on ${table}`;
  if (findings.length === 0) return { name, verdict: 'passed' };
  const file = routineFiles(root).find((path) => basename(path).endsWith(`_${routine}.sql`));
  const first = file === undefined ? 1 : firstLine(join(root, file));
  const lines = findings.map(({ lineno, level, sqlstate, message, detail, hint }) => {
    const place = lineno === null ? '' : `line ${first + lineno - 1}: `;
    const more = [detail, hint].filter((text) => text !== null && !text.startsWith(NO_NEWS));
    const state = sqlstate === null || sqlstate === '00000' ? '' : ` ${sqlstate}`;
    return [`${place}${level}${state}: ${message}`, ...more].join('\n  ');
  });
  const lineno = findings.find((one) => one.lineno !== null)?.lineno;
  return {
    name,
    verdict: 'failed',
    says: lines.join('\n'),
    ...(file === undefined ? {} : { file }),
    ...(lineno == null ? {} : { line: first + lineno - 1 }),
  };
}

/** Line 1 of a body is the line on which its dollar quote opens. */
function firstLine(file: string): number {
  const text = readFileSync(file, 'utf8');
  const at = text.search(/\bas\s+\$\w*\$/i);
  const quote = at < 0 ? 0 : text.indexOf('$', at);
  return text.slice(0, quote).split('\n').length;
}

function unusedCase({ routine, pattern }: BodyException): TestCase {
  return {
    name: `exception for ${routine}`,
    verdict: 'failed',
    says: `Nothing that is said of ${routine} matches ${pattern.source}: take the exception out.`,
    file: EXCEPTIONS_FILE,
  };
}

function skipped(): Group {
  const says =
    'plpgsql_check: the server has no such extension (Debian: postgresql-15-plpgsql-check).';
  const cases = [{ name: 'bodies are checked', verdict: 'skipped' as const, says }];
  return { name: 'plpgsql_check', seconds: 0, cases };
}

/** A hint that stands under every wrong volatility. */
const NO_NEWS = 'When you fix this issue';

const NO_TABLE: BodyFinding = {
  lineno: null,
  level: 'error',
  sqlstate: null,
  message: 'No table has a trigger that calls it, so it cannot be checked.',
  detail: null,
  hint: 'Create the trigger, or drop the routine.',
};

const SUBJECTS = `
select
    p.oid::text as oid,
    n.nspname || '.' || p.proname as routine,
    nullif(t.tgrelid, 0)::regclass::text as "table",
    coalesce(t.tgrelid, 0)::text as table_oid,
    p.prorettype = 'trigger'::regtype as is_trigger,
    t.tgoldtable as old_rows,
    t.tgnewtable as new_rows
from pg_proc as p
inner join pg_namespace as n on p.pronamespace = n.oid
inner join pg_language as l on p.prolang = l.oid
left join pg_trigger as t
    on
        p.oid = t.tgfoid
        and not t.tgisinternal
        and t.tgparentid = 0
where
    l.lanname = 'plpgsql'
    and p.oid >= 16384
    and n.nspname not in ('public', 'tap', 'plpgsql_check', 'fixture')
    and not exists (
        select from pg_depend as d
        where
            d.classid = 'pg_proc'::regclass
            and d.objid = p.oid
            and d.deptype = 'e'
    )
order by routine, "table"
`;

const CHECK = `
select
    c.lineno,
    c.level,
    c.sqlstate,
    c.message,
    c.detail,
    c.hint
from
    plpgsql_check.plpgsql_check_function_tb(
        $1::oid::regprocedure,
        relid => $2::oid::regclass,
        fatal_errors => false,
        other_warnings => true,
        performance_warnings => true,
        extra_warnings => true,
        security_warnings => true,
        compatibility_warnings => true,
        oldtable => $3::name,
        newtable => $4::name
    ) as c
order by c.lineno, c.level, c.message
`;

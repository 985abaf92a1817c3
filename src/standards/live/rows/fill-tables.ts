import type { Database } from '../../../db/connect.ts';
import { candidateValues, type FillColumn } from './column-values.ts';

/**
 * Makes up rows for each table that has none, so that a scan of it shows. Triggers and foreign keys
 * are off meanwhile; checks, keys and domains hold. The rows mean nothing.
 *
 * @param admin - A superuser on a scratch database.
 * @returns The tables with made up rows, and those that stay empty, since nothing that was tried
 * pleased their checks.
 */
export async function fillTables(admin: Database, rows: number): Promise<Filled> {
  return admin.task(async (session) => {
    await session.none('set session_replication_role = replica');
    const [madeUp, empty]: [string[], string[]] = [[], []];
    for (const table of await session.any<FillTable>(TABLES)) {
      const { is_empty } = await session.one<{ readonly is_empty: boolean }>(
        'select not exists (select from $1:raw) as is_empty',
        [table.quoted],
      );
      if (is_empty) ((await fill(session, table, rows)) ? madeUp : empty).push(table.name);
    }
    await session.none('set session_replication_role = origin');
    await session.none('analyze');
    return { madeUp, empty };
  });
}

/** `schema.name` of tables by what became of them. */
export interface Filled {
  readonly madeUp: readonly string[];
  readonly empty: readonly string[];
}

interface FillTable {
  /** `schema.name` */
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly FillColumn[];
  readonly checks: readonly {
    readonly name: string;
    readonly definition: string;
    readonly columns: readonly string[];
  }[];
}

const MOST_TRIES = 30;

/** Tries one value after another for the columns of the check that refuses. */
async function fill(
  session: Pick<Database, 'result'>,
  table: FillTable,
  rows: number,
): Promise<boolean> {
  const choices = table.columns.map((column) => ({
    column,
    values: candidateValues(
      column,
      table.checks
        .filter(({ columns }) => columns.length === 1 && columns[0] === column.name)
        .map(({ definition }) => definition),
    ),
    at: 0,
  }));
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const names = choices.map(({ column }) => `"${column.name}"`).join(', ');
    const values = choices.map(({ values: list, at }) => list[at] ?? 'null').join(', ');
    try {
      const insert =
        choices.length === 0
          ? `insert into ${table.quoted} default values`
          : `insert into ${table.quoted} (${names}) select ${values}
            from generate_series(1, ${rows}) as g on conflict do nothing`;
      const { rowCount } = await session.result(insert);
      return rowCount > 0;
    } catch (error) {
      const blamed = blamedColumns(table, error);
      const next = choices.find(
        ({ column, values: list, at }) => blamed(column.name) && at + 1 < list.length,
      );
      if (next === undefined) return false;
      next.at += 1;
    }
  }
  return false;
}

/** The columns of the check that refused; all of them where the server names none. */
function blamedColumns(table: FillTable, error: unknown): (column: string) => boolean {
  const { constraint, column, code } = error as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string') throw error;
  if (typeof column === 'string') return (name) => name === column;
  const check = table.checks.find(({ name }) => name === constraint);
  return (name) => check?.columns.includes(name) ?? true;
}

const TABLES = `
select
    n.nspname || '.' || c.relname as name,
    c.oid::regclass::text as quoted,
    (
        select coalesce(json_agg(json_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'base', format_type(b.oid, null),
            'kind', b.typtype,
            'length', case
                when
                    b.oid in ('varchar'::regtype, 'bpchar'::regtype)
                    and coalesce(nullif(a.atttypmod, -1), d.typtypmod) > 4
                    then coalesce(nullif(a.atttypmod, -1), d.typtypmod) - 4
            end,
            'not_null', a.attnotnull or d.typnotnull,
            'domain_checks', (
                select coalesce(json_agg(pg_get_constraintdef(k.oid) order by k.conname), '[]')
                from pg_constraint as k
                where k.contypid = a.atttypid
            ),
            'bound', case
                when a.attnum = (
                    select t.partattrs[0] from pg_inherits as h
                    inner join pg_partitioned_table as t on h.inhparent = t.partrelid
                    where h.inhrelid = c.oid and t.partstrat in ('r', 'l')
                ) then (
                    regexp_match(
                        pg_get_expr(c.relpartbound, c.oid),
                        '^FOR VALUES (?:FROM|IN) \\(''((?:[^'']|'''')*)'''
                    )
                )[1]
            end
        ) order by a.attnum), '[]')
        from pg_attribute as a
        inner join pg_type as d on a.atttypid = d.oid
        inner join pg_type as b on b.oid = case d.typtype when 'd' then d.typbasetype else d.oid end
        where
            a.attrelid = c.oid
            and a.attnum > 0
            and not a.attisdropped
            and a.attidentity = ''
            and a.attgenerated = ''
            and (
                not a.atthasdef
                or exists (
                    select from pg_index as i
                    where i.indrelid = c.oid and i.indisunique and a.attnum = any (i.indkey)
                )
            )
    ) as columns,
    (
        select coalesce(json_agg(json_build_object(
            'name', k.conname,
            'definition', pg_get_constraintdef(k.oid),
            'columns', (
                select coalesce(json_agg(a.attname), '[]') from pg_attribute as a
                where a.attrelid = c.oid and a.attnum = any (k.conkey)
            )
        ) order by k.conname), '[]')
        from pg_constraint as k
        where k.conrelid = c.oid and k.contype = 'c'
    ) as checks
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
where
    c.relkind = 'r'
    and c.oid >= 16384
    and n.nspname !~ '^(pg_|procwright_trace$|information_schema$)'
    and not exists (
        select from pg_depend as d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
    )
order by n.nspname, c.relname
`;

import type { Database } from '../../../db/connect.ts';
import { candidateValues, type FillColumn } from './column-values.ts';
import { type Choice, isRefusal, makeTrier, possibleChoices } from './possible-values.ts';
import { spread } from './spread.ts';

/**
 * Makes up rows for each table that has none, so that a scan of it shows. Triggers and foreign keys
 * are off meanwhile; checks, keys and domains hold. The rows mean nothing.
 *
 * @param admin - A superuser on a scratch database.
 * @param refused - Tables that nothing pleased, from an earlier call: while they are what they
 * were, they aren't tried again. New ones are added.
 * @returns The tables with made up rows, and those that stay empty, since nothing that was tried
 * pleased their checks.
 */
export async function fillTables(
  admin: Database,
  rows: number,
  refused: Set<string> = new Set(),
): Promise<Filled> {
  return admin.task(async (session) => {
    await session.none('set session_replication_role = replica');
    await makeTrier(session);
    const [madeUp, empty]: [FillTable[], FillTable[]] = [[], []];
    for (const table of await emptyTables(session)) {
      const definition = JSON.stringify(table);
      const isFilled = !refused.has(definition) && (await fill(session, table, rows));
      if (!isFilled) refused.add(definition);
      (isFilled ? madeUp : empty).push(table);
    }
    await session.none('set session_replication_role = origin');
    for (const { quoted } of madeUp) await session.none('analyze $1:raw', [quoted]);
    const namesOf = (tables: readonly FillTable[]) => tables.map(({ name }) => name);
    return { madeUp: namesOf(madeUp), empty: namesOf(empty) };
  });
}

async function emptyTables(session: Session): Promise<readonly FillTable[]> {
  const tables = await session.any<FillTable>(TABLES);
  const looks = tables.map(({ quoted }) => `not exists (select from ${quoted})`);
  const [row] = await session.any<{ readonly are_empty: readonly boolean[] }>(
    `select array[${looks.join(', ')}]::boolean[] as are_empty`,
  );
  return tables.filter((_, index) => row?.are_empty[index] === true);
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
  readonly checks: readonly FillCheck[];
}

interface FillCheck {
  readonly name: string;
  /** As PostgreSQL prints it. */
  readonly definition: string;
  readonly columns: readonly string[];
}

const MOST_TRIES = 60;

/** Tries the likeliest values first, then others for the columns of the check that refused. */
async function fill(session: Session, table: FillTable, rows: number): Promise<boolean> {
  const choices = await possibleChoices(
    session,
    table.columns.map((column) => ({
      name: column.name,
      values: candidateValues(column, checksOf(table, column.name)),
    })),
  );
  const chosen = new Map(choices.map(({ name, values }) => [name, values[0] ?? 'null']));
  const pick = spread();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await insert(session, table, chosen, rows);
    if (typeof answer === 'number') return answer > 0;
    for (const { name, values } of choices) {
      if (answer(name)) chosen.set(name, values[pick(values.length)] ?? 'null');
    }
  }
  return fillUnchecked(session, table, choices, rows);
}

/** With the checks of the table out of the way: they come back as they were, for new rows alone. */
async function fillUnchecked(
  session: Session,
  table: FillTable,
  choices: readonly Choice[],
  rows: number,
): Promise<boolean> {
  const plainest = new Map(choices.map(({ name, values }) => [name, values[0] ?? 'null']));
  const run = (sql: string) => session.any(sql).then(() => true, isRefusal);
  const dropped: FillCheck[] = [];
  for (const check of table.checks) {
    const isGone = await run(`alter table ${table.quoted} drop constraint "${check.name}"`);
    if (isGone) dropped.push(check);
  }
  const answer = await insert(session, table, plainest, rows);
  for (const { name, definition } of dropped) {
    const check = definition.replace(/ NOT VALID$/, '');
    await session.any(`alter table ${table.quoted} add constraint "${name}" ${check} not valid`);
    await session.any(VALIDATED, [table.quoted, name, check !== definition]);
  }
  return typeof answer === 'number' && answer > 0;
}

type Session = Pick<Database, 'result' | 'any'>;

/** @returns The rows inserted, or which columns are to blame. */
async function insert(
  session: Session,
  table: FillTable,
  chosen: ReadonlyMap<string, string>,
  rows: number,
): Promise<number | ((column: string) => boolean)> {
  const names = [...chosen.keys()].map((name) => `"${name}"`).join(', ');
  const sql =
    chosen.size === 0
      ? `insert into ${table.quoted} default values`
      : `insert into ${table.quoted} (${names}) select ${[...chosen.values()].join(', ')}
        from generate_series(1, ${rows}) as g on conflict do nothing`;
  try {
    return (await session.result(sql)).rowCount;
  } catch (error) {
    return blamedColumns(table, error);
  }
}

const checksOf = ({ checks }: FillTable, column: string): readonly string[] =>
  checks
    .filter(({ columns }) => columns.length === 1 && columns[0] === column)
    .map(({ definition }) => definition);

/** The columns of the check that refused; all of them where the server names none. */
function blamedColumns(table: FillTable, error: unknown): (column: string) => boolean {
  isRefusal(error);
  const { constraint, column } = error as Readonly<Record<string, unknown>>;
  if (typeof column === 'string') return (name) => name === column;
  const check = table.checks.find(({ name }) => name === constraint);
  return (name) => check?.columns.includes(name) ?? true;
}

/** Past the server, that would read the rows: only a superuser may. */
const VALIDATED = `
update pg_catalog.pg_constraint
set convalidated = not $3
where conrelid = $1::regclass and conname = $2
`;

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

import type { Node } from 'libpg-query';
import type { ITask } from 'pg-promise';

import type { Database } from '../../../db/connect.ts';
import { isFault, parseStatements } from '../../read/parser.ts';

/** One way to serve a query, as it was measured on a copy of the table. */
export interface IndexFigures {
  readonly kind: 'partial' | 'covering';
  /** As it would be created on the table itself. */
  readonly definition: string;
  readonly bytes: number;
  /** `Index Only Scan`: how the table is reached. */
  readonly plan: string;
  /** Blocks that the query touches. */
  readonly blocks: number;
  /** Bytes of the write-ahead log for a thousand more rows. */
  readonly writeBytes: number;
}

/**
 * Builds a partial and a covering index for a query on copies of its table, and measures both. All
 * of it is taken back.
 *
 * @param query - A SELECT from one table whose WHERE joins `column = constant` by AND; another
 * condition is left to the plan.
 * @returns Null for a query of another form.
 */
export async function compareIndexes(
  db: Pick<Database, 'tx'>,
  query: string,
): Promise<readonly IndexFigures[] | null> {
  const form = readForm(query);
  if (form === null) return null;
  const figures: IndexFigures[] = [];
  for (const kind of ['partial', 'covering'] as const) {
    await db
      .tx(async (step) => {
        const definition = await definitionOf(step, form, kind);
        if (definition !== null) figures.push(await measure(step, form, kind, definition));
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
  }
  return figures;
}

class TakenBack extends Error {}

interface QueryForm {
  readonly query: Buffer;
  readonly table: string;
  /** Bytes of the query where the table's name stands. */
  readonly at: readonly [start: number, end: number];
  /** Columns with the text of what they equal. */
  readonly equal: readonly (readonly [column: string, value: string])[];
  readonly columns: readonly string[];
}

function readForm(query: string): QueryForm | null {
  const bytes = Buffer.from(query);
  const parsed = parseStatements(bytes);
  if (isFault(parsed) || parsed.length !== 1) return null;
  const node = parsed[0]?.node;
  if (node === undefined || !('SelectStmt' in node)) return null;
  const { fromClause = [], whereClause, targetList = [] } = node.SelectStmt;
  const [from] = fromClause;
  if (fromClause.length !== 1 || from === undefined || !('RangeVar' in from)) return null;
  const { schemaname, relname = '', location = 0 } = from.RangeVar;
  const table = schemaname === undefined ? relname : `${schemaname}.${relname}`;
  if (bytes.toString('utf8', location, location + table.length) !== table) return null;
  const equal = whereClause === undefined ? [] : equalities(whereClause);
  const columns = targetList.flatMap((one) =>
    'ResTarget' in one && one.ResTarget.val !== undefined ? columnOf(one.ResTarget.val) : [],
  );
  if (equal.length === 0) return null;
  return { query: bytes, table, at: [location, location + table.length], equal, columns };
}

function equalities(node: Node): QueryForm['equal'] {
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
    return (node.BoolExpr.args ?? []).flatMap(equalities);
  }
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return [];
  const { name = [], lexpr, rexpr } = node.A_Expr;
  const isEqual = name.some((one) => 'String' in one && one.String.sval === '=');
  if (!isEqual || lexpr === undefined || rexpr === undefined || !('A_Const' in rexpr)) return [];
  const { sval, ival, boolval } = rexpr.A_Const;
  const value =
    sval === undefined
      ? String(boolval === undefined ? (ival?.ival ?? 0) : (boolval.boolval ?? false))
      : `'${String(sval.sval).replaceAll("'", "''")}'`;
  return columnOf(lexpr).map((column) => [column, value] as const);
}

function columnOf(node: Node): readonly string[] {
  if (!('ColumnRef' in node)) return [];
  const last = node.ColumnRef.fields?.at(-1);
  return last !== undefined && 'String' in last ? [last.String.sval ?? ''] : [];
}

/** A column of few values makes the condition, the others the key; null without a key. */
async function definitionOf(
  step: Pick<ITask<unknown>, 'any'>,
  { table, equal, columns }: QueryForm,
  kind: IndexFigures['kind'],
): Promise<string | null> {
  const included = columns.filter((name) => !equal.some(([column]) => column === name));
  if (kind === 'covering') {
    const include = included.length > 0 ? ` include (${included.join(', ')})` : '';
    return `(${equal.map(([column]) => column).join(', ')})${include}`;
  }
  const few = await step.any<{ readonly attname: string }>(FEW_VALUES, [table]);
  const isFew = ([column]: readonly [string, string]) => few.some((one) => one.attname === column);
  const key = equal.filter((one) => !isFew(one)).map(([column]) => column);
  const condition = equal.filter(isFew).map(([column, value]) => `${column} = ${value}`);
  if (condition.length === 0) return null;
  const keys = key.length > 0 ? key : included.slice(0, 1);
  return keys.length === 0 ? null : `(${keys.join(', ')}) where ${condition.join(' and ')}`;
}

async function measure(
  step: Pick<ITask<unknown>, 'any' | 'one' | 'none'>,
  { query, table, at }: QueryForm,
  kind: IndexFigures['kind'],
  definition: string,
): Promise<IndexFigures> {
  await step.none('create schema procwright_advice');
  await step.none('create table $1:raw (like $2:raw including defaults)', [COPY, table]);
  await step.none('insert into $1:raw select * from $2:raw', [COPY, table]);
  await step.none('create index advised_idx on $1:raw $2:raw', [COPY, definition]);
  await step.none('analyze $1:raw', [COPY]);
  await step.none('set local enable_seqscan = off');
  const asked = query.toString('utf8', 0, at[0]) + COPY + query.toString('utf8', at[1]);
  const plan = await step.one<PlanRow>('explain (analyze, buffers, format json) $1:raw', [asked]);
  const { bytes } = await step.one<{ readonly bytes: number }>(SIZE);
  const before = await step.one<{ readonly wal: number }>(WAL);
  await step.none('insert into $1:raw select * from $2:raw limit 1000', [COPY, table]);
  const after = await step.one<{ readonly wal: number }>(WAL);
  const top = plan['QUERY PLAN'][0]?.Plan;
  return {
    kind,
    definition: `on ${table} ${definition}`,
    bytes,
    plan: leafOf(top),
    blocks: (top?.['Shared Hit Blocks'] ?? 0) + (top?.['Shared Read Blocks'] ?? 0),
    writeBytes: after.wal - before.wal,
  };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface PlanRow {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[];
}

function leafOf(node: PlanNode | undefined): string {
  if (node === undefined) return '';
  return node.Plans === undefined ? node['Node Type'] : leafOf(node.Plans[0]);
}

const COPY = 'procwright_advice.copy';

const SIZE = `
select pg_catalog.pg_relation_size('procwright_advice.advised_idx')::integer as bytes
`;

const WAL = `
select pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::float8 as wal
`;

/** At most ten values, by the statistics. */
const FEW_VALUES = `
select s.attname
from pg_catalog.pg_stats as s
where
    s.n_distinct between 1 and 10
    and (s.schemaname || '.' || s.tablename)::regclass = $1::regclass
order by s.attname
`;

import type { Database } from '../db/connect.ts';
import { type PartitionBound, readBounds } from './partition-bound.ts';

/** A part of a table that is partitioned by range. */
export interface Partition {
  /** With its schema, quoted where SQL needs it. */
  readonly name: string;
  readonly table: string;
  /** The role that the table belongs to. */
  readonly owner: string;
  /** Null for a default partition, and while a detach waits for its end. */
  readonly from: PartitionBound | null;
  /** The first value that is not in it any more. */
  readonly to: PartitionBound | null;
  /** With its indexes. */
  readonly bytes: number;
  /** As the statistics have it; null when nobody has counted yet. */
  readonly rows: number | null;
  /** True when a detach has begun and not come to its end. */
  readonly isPending: boolean;
}

/** Every partition by range of the database, in the order of tables and bounds. */
export async function readPartitions(db: Database): Promise<readonly Partition[]> {
  const rows = await db.any<Row>(PARTITIONS);
  return rows
    .map(({ bound, type, bytes, rows: count, ...row }): Partition => {
      const bounds = readBounds(bound ?? '', type ?? '');
      return {
        ...row,
        from: bounds?.[0] ?? null,
        to: bounds?.[1] ?? null,
        bytes: Number(bytes),
        rows: count < 0 ? null : count,
      };
    })
    .sort((a, b) => a.table.localeCompare(b.table) || timeOf(a) - timeOf(b) || order(a, b));
}

/** The time up to which each table has partitions; null where its bounds have no time. */
export function horizonsOf(partitions: readonly Partition[]): ReadonlyMap<string, Date | null> {
  const horizons = new Map<string, Date | null>();
  for (const { table, to } of partitions) {
    const known = horizons.get(table) ?? null;
    const at = to?.at ?? null;
    horizons.set(table, known !== null && (at === null || at < known) ? known : at);
  }
  return horizons;
}

const timeOf = ({ to }: Partition): number => to?.at?.getTime() ?? 0;
const order = (a: Partition, b: Partition): number => a.name.localeCompare(b.name);

interface Row {
  readonly table: string;
  readonly name: string;
  readonly owner: string;
  readonly bound: string | null;
  readonly type: string | null;
  readonly bytes: string;
  readonly rows: number;
  readonly isPending: boolean;
}

/** A key of several columns, or of an expression, has no type: its bounds are as they are. */
const PARTITIONS = `
select
    parent.oid::regclass::text as "table",
    child.oid::regclass::text as name,
    parent.relowner::regrole::text as owner,
    pg_get_expr(child.relpartbound, child.oid) as bound,
    format_type(key.atttypid, null) as type,
    pg_total_relation_size(child.oid)::text as bytes,
    child.reltuples::float8 as rows,
    part.inhdetachpending as "isPending"
from pg_catalog.pg_partitioned_table as split
inner join pg_catalog.pg_class as parent on split.partrelid = parent.oid
inner join pg_catalog.pg_inherits as part on parent.oid = part.inhparent
inner join pg_catalog.pg_class as child on part.inhrelid = child.oid
left join pg_catalog.pg_attribute as key
    on
        parent.oid = key.attrelid
        and split.partnatts = 1
        and key.attnum > 0
        and key.attnum = split.partattrs[0]
where split.partstrat = 'r'
order by "table", name
`;

import {
  KEYS,
  IDENTITIES,
  NO_SCHEMA_CATALOGS,
  NO_SCHEMA_COLUMNS,
  SCOPES,
  TOLD_AS,
  UNORDERED,
} from './fingerprint-catalogs.ts';
import { BESIDE_CATALOGS } from './fingerprint-beside.ts';

/** A column of a system catalog. */
export interface CatalogColumn {
  readonly catalog: string;
  readonly column: string;
  /** The catalog whose OIDs it holds; null when it holds something else. */
  readonly target: string | null;
  /** True for a list of OIDs. */
  readonly is_list: boolean;
}

/** One query for all rows of all catalogs: kind, identity, facts. */
export function buildQuery(columns: readonly CatalogColumn[]): string {
  const told = columns.filter(
    ({ catalog, column }) =>
      column !== 'oid' &&
      !NO_SCHEMA_CATALOGS.has(catalog) &&
      !NO_SCHEMA_COLUMNS.has(`${catalog}.${column}`),
  );
  const catalogs = [...new Set(told.map(({ catalog }) => catalog))];
  const selects = catalogs.map((name) =>
    selectFrom(
      name,
      told.filter(({ catalog }) => catalog === name),
    ),
  );
  return `${HIDDEN}, fact (kind, identity, facts) as (
${[...selects, ...BESIDE_CATALOGS].join('\nunion all\n')}
)
select kind, identity, facts::text as facts
from fact
order by kind collate "C", identity collate "C", facts::text collate "C"`;
}

function selectFrom(catalog: string, columns: readonly CatalogColumn[]): string {
  const key = KEYS[catalog]?.column ?? 'oid';
  const target = KEYS[catalog]?.target ?? catalog;
  const facts = columns.map((column) => `'${column.column}', ${tell(column)}`).join(',\n    ');
  return `select '${catalog}'::text, (${IDENTITIES[catalog] ?? nameOf(target, `c.${key}`)})::text,
  jsonb_strip_nulls(jsonb_build_object(
    ${facts}))
from ${catalog} as c
where ${SCOPES[catalog] ?? `c.${key} >= 16384`}
  and not exists (
    select from hidden_member as h where h.classid = '${target}'::regclass and h.objid = c.${key})`;
}

/** How a value is written so that it's the same in every database: names, not numbers. */
function tell({ catalog, column, target, is_list }: CatalogColumn): string {
  const name = `${catalog}.${column}`;
  const value = `c.${column}`;
  if (TOLD_AS[name] !== undefined) return TOLD_AS[name];
  if (UNORDERED.has(name)) {
    return `nullif(array(select unnest(${value})::text order by 1), '{}')::text`;
  }
  if (target === null) return `${value}::text`;
  if (!is_list) return `case when ${value} <> 0 then ${nameOf(target, value)} end`;
  const order = column === 'polroles' ? '1' : 'u.nth';
  return `(select array_agg(
      case when u.id = 0 then '-' else ${nameOf(target, 'u.id')} end order by ${order})::text
    from unnest(${value}::oid[]) with ordinality as u (id, nth))`;
}

function nameOf(catalog: string, oid: string): string {
  return `(pg_identify_object('${catalog}'::regclass, ${oid}, 0)).identity`;
}

/** Rows of temporary and toast relations, and what an extension brought along. */
const HIDDEN = `
with hidden_schema as materialized (
  select oid from pg_namespace where nspname like 'pg\\_toast%' or nspname like 'pg\\_temp%'
),
hidden_member as materialized (
  select classid, objid from pg_depend where deptype = 'e'
),
hidden_relation as materialized (
  select oid from pg_class where relnamespace in (select oid from hidden_schema)
  union
  select objid from hidden_member where classid = 'pg_class'::regclass
  union
  select t.typrelid from pg_type as t
  inner join hidden_member as h on h.classid = 'pg_type'::regclass and h.objid = t.oid
  where t.typrelid <> 0
  union
  select i.indexrelid from pg_index as i
  inner join hidden_member as h on h.classid = 'pg_class'::regclass and h.objid = i.indrelid
)`;

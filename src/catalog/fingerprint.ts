import type { Database } from '../db/connect.ts';
import { buildQuery, type CatalogColumn } from './fingerprint-query.ts';

/**
 * Tells the whole schema of a database, one line an object: `kind identity {facts}`, sorted. Two
 * databases with equal lines have the same schema, whatever way led to it.
 *
 * No kind of object is listed by hand: every column of every system catalog that this server has is
 * read, OIDs are written as names, trees as SQL, and grants and options sorted. Left out are data,
 * statistics, physical facts, what belongs to the cluster (roles, tablespaces), and the members of
 * extensions, which their extension's name and version stand for. It only reads.
 */
export async function readFingerprint(database: Database): Promise<readonly string[]> {
  return database.tx(async (transaction) => {
    await transaction.none(SETTINGS);
    const columns = await transaction.any<CatalogColumn>(COLUMNS);
    const rows = await transaction.any<FingerprintRow>(buildQuery(columns));
    return rows.map(({ kind, identity, facts }) => `${kind} ${identity} ${facts}`);
  });
}

/** What differs, as lines: `- ` stood only in the first, `+ ` only in the second. Empty: equal. */
export function diffFingerprints(
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const [old, young] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !young.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

interface FingerprintRow {
  readonly kind: string;
  readonly identity: string;
  readonly facts: string;
}

/** What pg_get_… functions print depends on these. */
const SETTINGS = `
set transaction isolation level repeatable read read only;
set local search_path = pg_catalog;
set local quote_all_identifiers = off;
set local extra_float_digits = 1;
set local client_min_messages = warning
`;

/** Every column of every catalog, and the catalog that it refers to. */
const COLUMNS = `
select
    r.relname as catalog,
    a.attname as "column",
    f.pktable::regclass::text as target,
    coalesce(f.is_array, false) as is_list
from pg_class as r
inner join pg_attribute as a on r.oid = a.attrelid
left join pg_get_catalog_foreign_keys() as f
    on
        r.oid = f.fktable
        and f.fkcols = array[a.attname::text]
where
    r.relnamespace = 'pg_catalog'::regnamespace
    and r.relkind = 'r'
    and a.attnum > 0
    and not a.attisdropped
    and has_column_privilege(r.oid, a.attnum, 'select')
order by r.relname, a.attnum
`;

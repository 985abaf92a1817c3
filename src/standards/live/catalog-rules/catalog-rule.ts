import type { Level } from '../../finding.ts';

/** One thing in the catalog that breaks a rule. */
export interface CatalogFlaw {
  /** Kind and name: `table app.item`, `constraint app.item.item_check`, `routine app.f`. */
  readonly object: string;
  /** What it lies in, where its own place isn't known: `table app.item`. */
  readonly within: string | null;
  readonly message: string;
}

/** What one query answers for a rule. */
export interface CatalogQuery {
  readonly id: `PW${number}`;
  /** Gives rows of `object`, `within`, `message`; it may read `own` and `tables`, see `OWN`. */
  readonly query: string;
  /** True: each message ends in what the rule says must hold. */
  readonly endsInSummary?: boolean;
  /** True where only a database that has worked for long can tell. */
  readonly needsUse?: boolean;
}

/** A rule that only a query answers. */
export interface CatalogRule extends CatalogQuery {
  readonly level: Level;
}

/**
 * What belongs to the project: `own` (oid, nspname) its schemas, `tables` (oid, name, nspname,
 * relkind, relpersistence …) its tables and what is like one, partitions left out.
 */
export const OWN = `
with own as (
    select n.oid, n.nspname
    from pg_catalog.pg_namespace as n
    where
        n.nspname !~ '^(pg_.*|information_schema|tap|plpgsql_check|fixture|procwright_trace)$'
        and not exists (
            select from pg_catalog.pg_depend as d
            where
                d.classid = 'pg_catalog.pg_namespace'::regclass
                and d.objid = n.oid
                and d.deptype = 'e'
        )
),

tables as (
    select c.*, o.nspname || '.' || c.relname as name, o.nspname
    from pg_catalog.pg_class as c
    inner join own as o on c.relnamespace = o.oid
    where
        c.relkind in ('r', 'p', 'm', 'v', 'f')
        and not c.relispartition
        and c.relname !~ '^flyway_schema_history'
        and not exists (
            select from pg_catalog.pg_depend as d
            where
                d.classid = 'pg_catalog.pg_class'::regclass
                and d.objid = c.oid
                and d.deptype = 'e'
        )
),

routines as (
    select p.*, o.nspname || '.' || p.proname as name, o.nspname
    from pg_catalog.pg_proc as p
    inner join own as o on p.pronamespace = o.oid
    where
        not exists (
            select from pg_catalog.pg_depend as d
            where
                d.classid = 'pg_catalog.pg_proc'::regclass
                and d.objid = p.oid
                and d.deptype = 'e'
        )
)
`;

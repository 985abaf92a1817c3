/** A column as the catalog has it now. */
export interface ColumnState {
  readonly name: string;
  /** As the session's search_path lets it be written. */
  readonly type: string;
  /** The type and its modifier, by number. */
  readonly type_id: string;
  readonly not_null: boolean;
  readonly has_default: boolean;
  /** True where the default takes a number from a sequence. */
  readonly is_serial: boolean;
  readonly is_identity: boolean;
  readonly is_stored: boolean;
}

/** A constraint of a table: foreign key, check, primary key, unique, exclusion, and two more. */
export interface ConstraintState {
  readonly name: string;
  readonly type: 'f' | 'c' | 'p' | 'u' | 'x' | 't' | 'n';
  readonly is_valid: boolean;
  /** The index under it; `0` without one. */
  readonly index: string;
}

/** A table, index, view or materialized view at a moment inside a transaction. */
export interface RelationState {
  readonly oid: string;
  /** `schema.name` */
  readonly name: string;
  /** `relkind` of pg_class. */
  readonly kind: string;
  /** Changes when all is written anew; `0` for what has no file. */
  readonly node: string;
  /** Persistence, tablespace and access method in one word. */
  readonly storage: string;
  /** The table of an index, else `0`. */
  readonly table: string;
  /** The parent of a partition, else `0`. */
  readonly parent: string;
  readonly is_valid: boolean;
  /** Rows of the own transaction, ascending: written and read. */
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly read: number;
  /** By attribute number, those that are not dropped. */
  readonly columns: Readonly<Record<string, ColumnState>>;
  /** By oid; copies on partitions are left out. */
  readonly constraints: Readonly<Record<string, ConstraintState>>;
  /** Name and state of each trigger, `O` while it's on; by oid, the tracer's own left out. */
  readonly triggers: Readonly<Record<string, readonly [name: string, enabled: string]>>;
}

/** What the session holds and has done up to a moment. */
export interface Snapshot {
  /** Milliseconds since 1970 by the server's clock. */
  readonly at: number;
  /** Bytes of the write-ahead log since its beginning. */
  readonly wal: number;
  readonly locks: readonly (readonly [relation: string, mode: string])[];
  readonly relations: readonly RelationState[];
  /** Calls of routines that the statistics know, by oid; empty without `track_functions`. */
  readonly calls: Readonly<Record<string, number>>;
  /** The routine, by oid, that an object was made to call; by the object. */
  readonly uses: Readonly<Record<string, string>>;
  readonly settings: {
    /** Milliseconds; 0 is without end. */
    readonly lock_timeout: number;
    readonly statement_timeout: number;
    readonly replication_role: string;
  };
  /** Labels of enum types, by oid. */
  readonly labels: Readonly<Record<string, string>>;
  /** Checks of domains, by oid. */
  readonly domain_checks: Readonly<
    Record<string, { readonly name: string; readonly is_valid: boolean; readonly in_use: boolean }>
  >;
}

/** The schema that the tracer makes in its clone, where it may. */
export const TRACE_SCHEMA = 'procwright_trace';

/**
 * One row with one column, `snapshot`. `$1` is true for all relations of the database, false for
 * those that the transaction has locked. Routines that return a trigger aren't counted as called.
 */
export const SNAPSHOT = `
with held as (
    select distinct l.relation, l.mode
    from pg_catalog.pg_locks as l
    where
        l.pid = pg_catalog.pg_backend_pid()
        and l.locktype = 'relation'
        and l.granted
        and l.relation >= 16384
),

chosen as (
    select
        c.*,
        n.nspname,
        i.indrelid,
        i.indisvalid
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid
    left join pg_catalog.pg_index as i on c.oid = i.indexrelid
    where
        c.relkind in ('r', 'p', 'i', 'I', 'm', 'v', 'f')
        and c.oid >= 16384
        and n.nspname !~ '^pg_'
        and n.nspname <> '${TRACE_SCHEMA}'
        and (
            $1
            or c.oid in (select h.relation from held as h)
            or i.indrelid in (select h.relation from held as h)
        )
),

relations as (
    select pg_catalog.jsonb_build_object(
        'oid', c.oid::text,
        'name', c.nspname || '.' || c.relname,
        'kind', c.relkind,
        'node', coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::text,
        'storage', c.relpersistence::text || c.reltablespace::text || '/' || c.relam::text,
        'table', coalesce(c.indrelid, 0)::text,
        'parent', coalesce((
            select h.inhparent from pg_catalog.pg_inherits as h
            where h.inhrelid = c.oid and not h.inhdetachpending limit 1
        ), 0)::text,
        'is_valid', coalesce(c.indisvalid, true),
        'inserted', pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
        'updated', pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
        'deleted', pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid),
        'read',
        pg_catalog.pg_stat_get_xact_tuples_returned(c.oid)
        + pg_catalog.pg_stat_get_xact_tuples_fetched(c.oid),
        'columns', coalesce((
            select pg_catalog.jsonb_object_agg(a.attnum, pg_catalog.jsonb_build_object(
                'name', a.attname,
                'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
                'type_id', a.atttypid || '/' || a.atttypmod,
                'not_null', a.attnotnull,
                'has_default', a.atthasdef,
                'is_serial',
                coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~ 'nextval', false),
                'is_identity', a.attidentity <> '',
                'is_stored', a.attgenerated = 's'
            ))
            from pg_catalog.pg_attribute as a
            left join pg_catalog.pg_attrdef as d on a.attrelid = d.adrelid and a.attnum = d.adnum
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        ), '{}'),
        'constraints', coalesce((
            select pg_catalog.jsonb_object_agg(k.oid, pg_catalog.jsonb_build_object(
                'name', k.conname,
                'type', k.contype,
                'is_valid', k.convalidated,
                'index', k.conindid::text
            ))
            from pg_catalog.pg_constraint as k
            where k.conrelid = c.oid and k.conparentid = 0
        ), '{}'),
        'triggers', coalesce((
            select pg_catalog.jsonb_object_agg(
                t.oid, pg_catalog.jsonb_build_array(t.tgname, t.tgenabled)
            )
            from pg_catalog.pg_trigger as t
            where t.tgrelid = c.oid and t.tgname !~ '^${TRACE_SCHEMA}'
        ), '{}')
    ) as relation
    from chosen as c
)

select pg_catalog.jsonb_build_object(
    'at', extract(epoch from pg_catalog.clock_timestamp()) * 1000,
    'wal', pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0'),
    'locks', (
        select coalesce(pg_catalog.jsonb_agg(
            pg_catalog.jsonb_build_array(h.relation::text, h.mode)
        ), '[]') from held as h
    ),
    'relations', (select coalesce(pg_catalog.jsonb_agg(r.relation), '[]') from relations as r),
    'calls', (
        select coalesce(pg_catalog.jsonb_object_agg(f.funcid, f.calls), '{}')
        from pg_catalog.pg_stat_xact_user_functions as f
        inner join pg_catalog.pg_proc as p on f.funcid = p.oid
        where
            f.schemaname <> '${TRACE_SCHEMA}'
            and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    ),
    'uses', (
        select coalesce(pg_catalog.jsonb_object_agg(
            d.classid::text || '/' || d.objid || '/' || d.refobjid, d.refobjid::text
        ), '{}')
        from pg_catalog.pg_depend as d
        where
            d.refclassid = 'pg_catalog.pg_proc'::regclass
            and d.refobjid >= 16384
            and d.deptype <> 'e'
    ),
    'settings', pg_catalog.jsonb_build_object(
        'lock_timeout', (
            select s.setting::bigint from pg_catalog.pg_settings as s
            where s.name = 'lock_timeout'
        ),
        'statement_timeout', (
            select s.setting::bigint from pg_catalog.pg_settings as s
            where s.name = 'statement_timeout'
        ),
        'replication_role', pg_catalog.current_setting('session_replication_role')
    ),
    'labels', (
        select coalesce(pg_catalog.jsonb_object_agg(e.oid, e.enumlabel), '{}')
        from pg_catalog.pg_enum as e
    ),
    'domain_checks', (
        select coalesce(pg_catalog.jsonb_object_agg(k.oid, pg_catalog.jsonb_build_object(
            'name', k.conname,
            'is_valid', k.convalidated,
            'in_use', exists (
                select from pg_catalog.pg_attribute as a
                inner join pg_catalog.pg_class as r on a.attrelid = r.oid
                where a.atttypid = k.contypid and r.relkind in ('r', 'p') and not a.attisdropped
            )
        )), '{}')
        from pg_catalog.pg_constraint as k
        where k.contypid >= 16384
    )
) as snapshot
`;

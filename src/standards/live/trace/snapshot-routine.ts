import { TRACE_SCHEMA } from './snapshot.ts';

/**
 * Makes `snapshot(p_is_whole, p_has_calls)`, which answers with a `Snapshot`: of all relations of
 * the database, or of those that the transaction has locked. It is asked several times a
 * statement; in PL/pgSQL its plans are kept, and each part finds what it wants by an index.
 * Routines that return a trigger aren't counted as called.
 */
export const SNAPSHOT_ROUTINE = `
create function ${TRACE_SCHEMA}.snapshot(p_is_whole boolean, p_has_calls boolean) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set jit = off
set plan_cache_mode = force_generic_plan
as $trace$
declare
    v_relations jsonb;
    v_calls jsonb := '{}';
    v_uses jsonb := '{}';
    v_routines jsonb := '{}';
    v_schemas jsonb := '{}';
    v_held oid[];
    v_locks jsonb;
begin
    select
        array_agg(distinct l.relation),
        coalesce(jsonb_agg(distinct jsonb_build_array(l.relation::text, l.mode)), '[]')
    into v_held, v_locks
    from pg_locks as l
    where
        l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted and l.relation >= 16384;
    if p_is_whole then
        v_held := array(select c.oid from pg_class as c where c.oid >= 16384);
        select
            coalesce(jsonb_object_agg(p.oid, i.identity), '{}')
        into v_routines
        from pg_proc as p
        cross join lateral pg_identify_object('pg_proc'::regclass, p.oid, 0) as i
        where p.oid >= 16384;
        select jsonb_object_agg(n.oid, n.nspname) into v_schemas from pg_namespace as n;
    else
        v_held := v_held || array(
            select i.indexrelid from pg_index as i where i.indrelid = any (v_held)
        );
    end if;
    ${relations()}
    if p_has_calls then
        select coalesce(jsonb_object_agg(p.oid, pg_stat_get_xact_function_calls(p.oid)), '{}')
        into v_calls
        from pg_proc as p
        where
            p.oid >= 16384
            and pg_stat_get_xact_function_calls(p.oid) is not null
            and p.pronamespace <> '${TRACE_SCHEMA}'::regnamespace
            and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype);
        select coalesce(jsonb_object_agg(
            d.classid::text || '/' || d.objid || '/' || d.refobjid, d.refobjid::text
        ), '{}')
        into v_uses
        from pg_depend as d
        where
            d.refclassid = 'pg_proc'::regclass and d.refobjid >= 16384 and d.deptype <> 'e';
    end if;
    return jsonb_build_object(
        'at', extract(epoch from clock_timestamp()) * 1000,
        'wal', pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0'),
        'locks', v_locks,
        'relations', v_relations,
        'calls', v_calls,
        'uses', v_uses,
        'routines', v_routines,
        'schemas', v_schemas,
        'settings', jsonb_build_object(
            'lock_timeout',
            extract(epoch from current_setting('lock_timeout')::interval) * 1000,
            'statement_timeout',
            extract(epoch from current_setting('statement_timeout')::interval) * 1000,
            'replication_role', current_setting('session_replication_role')
        ),
        'labels', (
            select coalesce(jsonb_object_agg(e.oid, e.enumlabel), '{}') from pg_enum as e
        ),
        'domain_checks', ${domainChecks()}
    );
end
$trace$;
`;

function relations(): string {
  return `
    select coalesce(jsonb_agg(jsonb_build_object(
        'oid', c.oid::text,
        'name', n.nspname || '.' || c.relname,
        'kind', c.relkind,
        'node', coalesce(pg_relation_filenode(c.oid), 0)::text,
        'storage', c.relpersistence::text || c.reltablespace::text || '/' || c.relam::text,
        'table', coalesce(i.indrelid, 0)::text,
        'parent', coalesce((
            select h.inhparent from pg_inherits as h
            where h.inhrelid = c.oid and not h.inhdetachpending limit 1
        ), 0)::text,
        'is_valid', coalesce(i.indisvalid, true),
        'inserted', pg_stat_get_xact_tuples_inserted(c.oid),
        'updated', pg_stat_get_xact_tuples_updated(c.oid),
        'deleted', pg_stat_get_xact_tuples_deleted(c.oid),
        'read',
        pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid),
        'columns', ${columns()},
        'constraints', coalesce((
            select jsonb_object_agg(k.oid, jsonb_build_object(
                'name', k.conname,
                'type', k.contype,
                'is_valid', k.convalidated,
                'index', k.conindid::text
            ))
            from pg_constraint as k
            where k.conrelid = c.oid and k.conparentid = 0
        ), '{}'),
        'triggers', coalesce((
            select jsonb_object_agg(t.oid, jsonb_build_array(t.tgname, t.tgenabled))
            from pg_trigger as t
            where t.tgrelid = c.oid and t.tgname !~ '^${TRACE_SCHEMA}'
        ), '{}')
    )), '[]')
    into v_relations
    from pg_class as c
    inner join pg_namespace as n on c.relnamespace = n.oid
    left join pg_index as i on c.oid = i.indexrelid
    where
        c.oid = any (v_held)
        and c.relkind in ('r', 'p', 'i', 'I', 'm', 'v', 'f')
        and n.nspname !~ '^pg_'
        and n.nspname <> '${TRACE_SCHEMA}';`;
}

function columns(): string {
  return `coalesce((
            select jsonb_object_agg(a.attnum, jsonb_build_object(
                'name', a.attname,
                'type', format_type(a.atttypid, a.atttypmod),
                'type_id', a.atttypid || '/' || a.atttypmod,
                'not_null', a.attnotnull,
                'has_default', a.atthasdef,
                'is_serial', coalesce(pg_get_expr(d.adbin, d.adrelid) ~ 'nextval', false),
                'is_identity', a.attidentity <> '',
                'is_stored', a.attgenerated = 's'
            ))
            from pg_attribute as a
            left join pg_attrdef as d on a.attrelid = d.adrelid and a.attnum = d.adnum
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        ), '{}')`;
}

/** Who uses a domain is asked of the dependencies: a search by type would read all columns. */
function domainChecks(): string {
  return `(
            select coalesce(jsonb_object_agg(k.oid, jsonb_build_object(
                'name', k.conname,
                'is_valid', k.convalidated,
                'in_use', exists (
                    select from pg_depend as d
                    inner join pg_class as r on d.objid = r.oid
                    where
                        d.refclassid = 'pg_type'::regclass
                        and d.refobjid = k.contypid
                        and d.classid = 'pg_class'::regclass
                        and d.objsubid > 0
                        and r.relkind in ('r', 'p')
                )
            )), '{}')
            from pg_constraint as k
            where k.contypid >= 16384
        )`;
}

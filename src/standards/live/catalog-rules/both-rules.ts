import type { CatalogQuery } from './catalog-rule.ts';

const column = (id: CatalogQuery['id'], type: string): CatalogQuery => ({
  id,
  endsInSummary: true,
  query: `
select
    'column ' || t.name || '.' || a.attname as object,
    'table ' || t.name as within,
    t.name || '.' || a.attname || ' is ' || format_type(a.atttypid, a.atttypmod) || '.' as message
from tables as t
inner join pg_catalog.pg_attribute as a on t.oid = a.attrelid
where
    t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and a.atttypid = any (array[${type}]::regtype[])`,
});

/**
 * What the text is judged by too: here also of what no file shows, since a routine or an older file
 * made it. The rule's words and its level stand in its file alone.
 */
export const BOTH_RULES: readonly CatalogQuery[] = [
  {
    id: 'PW201',
    query: `
select
    'table ' || t.name as object,
    null as within,
    t.name || ' has no primary key.' as message
from tables as t
where
    t.relkind in ('r', 'p')
    and not exists (
        select from pg_catalog.pg_constraint as k where k.conrelid = t.oid and k.contype = 'p'
    )
    -- a partitioned one whose parts have the key of their own
    and not (
        t.relkind = 'p' and not exists (
            select from pg_catalog.pg_inherits as h
            where
                h.inhparent = t.oid
                and not exists (
                    select from pg_catalog.pg_constraint as k
                    where k.conrelid = h.inhrelid and k.contype = 'p'
                )
        )
    )`,
  },
  {
    id: 'PW202',
    query: `
select
    'constraint ' || t.name || '.' || k.conname as object,
    'table ' || t.name as within,
    k.conname || ' deletes rows of ' || t.name || ' that nobody named; refuse instead.' as message
from tables as t
inner join pg_catalog.pg_constraint as k on t.oid = k.conrelid
where k.contype = 'f' and k.confdeltype = 'c'`,
  },
  {
    id: 'PW208',
    query: `
select
    'table ' || t.name as object,
    null as within,
    t.name || ' is unlogged: empty after a crash, absent on a replica.' as message
from tables as t
where t.relpersistence = 'u'`,
  },
  {
    id: 'PW301',
    query: `
select distinct on (i.indexrelid)
    'index ' || t.nspname || '.' || c.relname as object,
    'table ' || t.name as within,
    c.relname || ' says what ' || d.relname || ' says; drop one, concurrently.' as message
from tables as t
inner join pg_catalog.pg_index as i on t.oid = i.indrelid
inner join pg_catalog.pg_class as c on i.indexrelid = c.oid
inner join pg_catalog.pg_index as j on t.oid = j.indrelid and i.indexrelid <> j.indexrelid
inner join pg_catalog.pg_class as d on j.indexrelid = d.oid
where
    pg_catalog.pg_get_indexdef(i.indexrelid) ~ ' USING '
    and regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.* USING ', '')
    = regexp_replace(pg_catalog.pg_get_indexdef(j.indexrelid), '^.* USING ', '')
    and (not i.indisunique or (j.indisunique and i.indexrelid > j.indexrelid))
    and (j.indisunique or i.indexrelid > j.indexrelid)
    and not i.indisprimary
order by i.indexrelid, d.relname`,
  },
  {
    id: 'PW302',
    query: `
select distinct on (i.indexrelid)
    'index ' || t.nspname || '.' || c.relname as object,
    'table ' || t.name as within,
    c.relname || ' is the beginning of ' || d.relname || ', which serves its queries too; drop it.'
    as message
from tables as t
inner join pg_catalog.pg_index as i on t.oid = i.indrelid
inner join pg_catalog.pg_class as c on i.indexrelid = c.oid
inner join pg_catalog.pg_index as j on t.oid = j.indrelid and i.indexrelid <> j.indexrelid
inner join pg_catalog.pg_class as d on j.indexrelid = d.oid
where
    not i.indisunique and i.indpred is null and j.indpred is null
    and i.indexprs is null and j.indexprs is null and c.relam = d.relam
    and i.indnkeyatts < j.indnkeyatts
    and i.indnatts = i.indnkeyatts
    and (j.indkey::int2[])[0:i.indnkeyatts - 1] = (i.indkey::int2[])[0:i.indnkeyatts - 1]
    and (j.indoption::int2[])[0:i.indnkeyatts - 1] = (i.indoption::int2[])[0:i.indnkeyatts - 1]
    and (j.indclass::oid[])[0:i.indnkeyatts - 1] = (i.indclass::oid[])[0:i.indnkeyatts - 1]
order by i.indexrelid, d.relname`,
  },
  {
    id: 'PW303',
    query: `
select
    'constraint ' || t.name || '.' || k.conname as object,
    'table ' || t.name as within,
    'No index of ' || t.name || ' begins with the columns of ' || k.conname
    || ': each delete on the other side reads the whole table.' as message
from tables as t
inner join pg_catalog.pg_constraint as k on t.oid = k.conrelid
where
    k.contype = 'f'
    and not exists (
        select from pg_catalog.pg_index as i
        where
            i.indrelid = t.oid and i.indisvalid
            and coalesce(pg_catalog.pg_get_expr(i.indpred, t.oid), 'IS NOT NULL') ~ 'IS NOT NULL'
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
    )`,
  },
  {
    id: 'PW307',
    query: `
select
    'index ' || t.nspname || '.' || c.relname as object,
    'table ' || t.name as within,
    c.relname || ' has ' || i.indnkeyatts || ' columns; beyond the third few help: include them.'
    as message
from tables as t
inner join pg_catalog.pg_index as i on t.oid = i.indrelid
inner join pg_catalog.pg_class as c on i.indexrelid = c.oid
where i.indnkeyatts > 4 and not i.indisunique`,
  },
  column('PW401', "'timestamp'"),
  column('PW402', "'timetz'"),
  column('PW403', "'bpchar'"),
  column('PW405', "'money'"),
  column('PW408', "'json'"),
  column('PW412', "'regclass', 'regproc', 'regprocedure', 'regoper'"),
  {
    id: 'PW601',
    query: `
select
    'routine ' || r.name as object,
    null as within,
    r.name || ' sets no search_path; write: set search_path = pg_catalog, pg_temp' as message
from routines as r
where
    r.prosqlbody is null and r.prokind in ('f', 'p')
    -- a procedure that commits can't set one
    and not (r.prokind = 'p' and r.prosrc ~* '\\mcommit\\M')
    and coalesce(array_to_string(r.proconfig, ','), '') !~ 'search_path='`,
  },
  {
    id: 'PW614',
    query: `
select
    'routine ' || r.name as object,
    null as within,
    'Everybody may execute ' || r.name || '; revoke all on it from public.' as message
from routines as r
where
    has_schema_privilege('public', r.pronamespace, 'usage')
    and has_function_privilege('public', r.oid, 'execute')`,
  },
  {
    // the text sees the comment of the file that makes it: not one that was taken away since, nor a
    // routine that EXECUTE made
    id: 'PW650',
    query: `
select
    'routine ' || r.name as object,
    null as within,
    r.name || ' has no comment in the catalog; say what it is for, where it is made last.'
    as message
from routines as r
where
    pg_catalog.obj_description(r.oid, 'pg_proc') is null
    and r.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)`,
  },
  {
    id: 'PW709',
    query: `
select
    'policy ' || t.name || '.' || p.polname as object,
    'table ' || t.name as within,
    p.polname || ' lets everybody at every row: it is no policy.' as message
from tables as t
inner join pg_catalog.pg_policy as p on t.oid = p.polrelid
where
    p.polpermissive
    and (
        pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true'
        or pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) = 'true'
    )`,
  },
];

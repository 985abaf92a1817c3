import type { ToldRule } from '../../../output/findings/told.ts';
import type { CatalogRule } from './catalog-rule.ts';

/** Rules that only a database can answer, with their words. */
export const LIVE_ONLY_RULES: readonly (CatalogRule & ToldRule)[] = [
  {
    id: 'PW203',
    name: 'foreign-key-types-equal',
    level: 'error',
    summary: 'The columns of a foreign key have the types of those that they name.',
    why: 'Each check casts, and the narrower side overflows first.',
    bad: 'party_id integer references app.party (party_id)',
    good: 'party_id bigint references app.party (party_id)',
    query: `
select
    'constraint ' || t.name || '.' || k.conname as object,
    'table ' || t.name as within,
    k.conname || ' compares ' || format_type(a.atttypid, null) || ' (' || a.attname || ') with '
    || format_type(b.atttypid, null) || ' (' || b.attname || '); give both one type.' as message
from tables as t
inner join pg_catalog.pg_constraint as k on t.oid = k.conrelid
cross join lateral unnest(k.conkey, k.confkey) as pair (own, other)
inner join pg_catalog.pg_attribute as a on k.conrelid = a.attrelid and pair.own = a.attnum
inner join pg_catalog.pg_attribute as b on k.confrelid = b.attrelid and pair.other = b.attnum
inner join pg_catalog.pg_type as x on a.atttypid = x.oid
inner join pg_catalog.pg_type as y on b.atttypid = y.oid
where
    k.contype = 'f'
    and coalesce(nullif(x.typbasetype, 0), x.oid) <> coalesce(nullif(y.typbasetype, 0), y.oid)`,
  },
  {
    id: 'PW207',
    name: 'nothing-left-not-valid',
    level: 'error',
    summary: 'Every constraint is validated by the last migration.',
    why: 'A constraint that is not valid proves nothing of the rows that were there before it.',
    bad: 'add constraint item_check check (amount > 0) not valid -- and no more',
    good: 'alter table app.item validate constraint item_check -- in the next file',
    query: `
select
    'constraint ' || t.name || '.' || k.conname as object,
    'table ' || t.name as within,
    k.conname || ' of ' || t.name || ' is not valid; validate it in a file of its own.' as message
from tables as t
inner join pg_catalog.pg_constraint as k on t.oid = k.conrelid
where not k.convalidated`,
  },
  {
    id: 'PW304',
    name: 'no-invalid-index',
    level: 'error',
    summary: 'Every index is valid.',
    why: 'What a failed CREATE INDEX CONCURRENTLY left serves no query, and writes feed it.',
    bad: 'create index concurrently … -- and it failed',
    good: 'drop index concurrently …; create index concurrently …',
    query: `
select
    'index ' || t.nspname || '.' || c.relname as object,
    'table ' || t.name as within,
    c.relname || ' is not valid: writes feed it, no query reads it; drop it and build it again.'
    as message
from tables as t
inner join pg_catalog.pg_index as i on t.oid = i.indrelid
inner join pg_catalog.pg_class as c on i.indexrelid = c.oid
where not i.indisvalid and t.relkind <> 'p'`,
  },
  {
    id: 'PW305',
    name: 'no-unused-index',
    level: 'note',
    summary: 'An index is read within a business cycle.',
    why: 'Each write pays for it. Only a database that has worked for long can tell.',
    bad: 'create index item_note_idx on app.item (note) -- and nobody asks by note',
    good: 'drop index concurrently app.item_note_idx',
    needsUse: true,
    query: `
select
    'index ' || s.schemaname || '.' || s.indexrelname as object,
    'table ' || t.name as within,
    s.indexrelname || ' (' || pg_catalog.pg_size_pretty(pg_catalog.pg_relation_size(s.indexrelid))
    || ') was never read here; drop it when that holds over a whole business cycle.' as message
from tables as t
inner join pg_catalog.pg_stat_user_indexes as s on t.oid = s.relid
inner join pg_catalog.pg_index as i on s.indexrelid = i.indexrelid
where
    s.idx_scan = 0 and not i.indisunique
    and (select sum(u.idx_scan) from pg_catalog.pg_stat_user_indexes as u) > 10000
    and not exists (
        select from pg_catalog.pg_constraint as k
        where
            k.conrelid = t.oid and k.contype = 'f'
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
    )`,
  },
  {
    id: 'PW654',
    name: 'routine-is-called',
    level: 'note',
    summary: 'A routine is called by another one, by a table, or from outside.',
    why: 'One that nobody calls is read, tested and kept compatible for nothing.',
    bad: 'create function app.old_rate(…) -- and no caller, no grant',
    good: 'drop function app.old_rate -- in the contract file',
    query: `
select
    'routine ' || r.name as object,
    null as within,
    r.name || ' is called by no routine, table, view or job, and granted to nobody.' as message
from routines as r
where
    r.prorettype <> 'event_trigger'::regtype
    and not exists (
        select from pg_catalog.pg_depend as d
        where
            d.refclassid = 'pg_catalog.pg_proc'::regclass and d.refobjid = r.oid
            and d.deptype <> 'e'
    )
    and not exists (
        select from routines as other
        where
            other.oid <> r.oid
            and (other.prosrc || coalesce(pg_catalog.pg_get_function_sqlbody(other.oid), ''))
            ~ ('\\m' || r.proname || '\\M')
    )
    and not exists (
        select from aclexplode(r.proacl) as a
        where a.grantee not in (r.proowner, 0) and a.privilege_type = 'EXECUTE'
    )
    and r.proacl is not null`,
  },
  {
    id: 'PW655',
    name: 'no-overload',
    level: 'error',
    summary: 'A routine has one signature.',
    why: 'A changed signature leaves the old one behind, and callers reach it by accident.',
    bad: 'create or replace function app.f(p_id bigint, p_day date) -- and app.f(bigint) stays',
    good: 'drop function if exists app.f(bigint) -- before it',
    query: `
select
    'routine ' || r.name as object,
    null as within,
    r.name || ' is there ' || count(*) || ' times: ' || string_agg(
        r.oid::regprocedure::text, ' and ' order by r.oid
    ) || '; drop the old one before the new one is made.' as message
from routines as r
group by r.name
having count(*) > 1`,
  },
  {
    id: 'PW705',
    name: 'owner-is-the-owner-role',
    level: 'error',
    summary: 'No object belongs to a superuser.',
    why: 'A definer routine of a superuser is a door for everything.',
    bad: 'alter function api.f owner to postgres',
    good: 'alter function api.f owner to app_owner',
    query: `
select
    'table ' || t.name as object, null as within,
    t.name || ' belongs to the superuser ' || o.rolname || '; give it to the owner role.' as message
from tables as t
inner join pg_catalog.pg_roles as o on t.relowner = o.oid
where o.rolsuper
union all
select
    'routine ' || r.name as object, null as within,
    r.name || ' belongs to the superuser ' || o.rolname || '; give it to the owner role.' as message
from routines as r
inner join pg_catalog.pg_roles as o on r.proowner = o.oid
where o.rolsuper`,
  },
  {
    id: 'PW708',
    name: 'rls-with-policy',
    level: 'error',
    summary: 'Row level security and its policies come together.',
    why: 'Without a policy it locks all but the owner out; a policy without it does nothing.',
    bad: 'create policy p on app.item using (…) -- and row level security is off',
    good: 'alter table app.item enable row level security',
    query: `
select
    'table ' || t.name as object,
    null as within,
    case
        when t.relrowsecurity
            then t.name || ' has row level security and no policy: nobody but its owner sees a row.'
        else t.name || ' has policies, and row level security is off: they do nothing.'
    end as message
from tables as t
where
    t.relrowsecurity
    <> exists (select from pg_catalog.pg_policy as p where p.polrelid = t.oid)`,
  },
];

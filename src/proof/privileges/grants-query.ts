/** A right that a role has, by itself, by a group, or as everybody. */
export interface Grant {
  readonly role: string;
  /** `execute`, `select` and so on. */
  readonly right: string;
  /** `schema.name`, or the name of a schema. */
  readonly on: string;
  readonly kind: 'column' | 'database' | 'relation' | 'role' | 'routine' | 'schema';
}

/**
 * Every right of these roles on what the project made; `$1` are the roles. Roles that an access
 * list names beside them come along, so that a grant to a stranger is seen. Who may become the
 * owner may do all, and has one line. The schemas of the tests are none of the project's.
 */
export const GRANTS = `
with
own_schema as (
    select n.oid, n.nspname, n.nspacl, n.nspowner
    from pg_catalog.pg_namespace as n
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap', 'fixture')
),

relation as (
    select c.oid, c.relacl, c.relowner, n.nspname || '.' || c.relname as name
    from pg_catalog.pg_class as c
    inner join own_schema as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
),

routine as (
    select p.oid, p.proacl, p.proowner, n.nspname || '.' || p.proname as name
    from pg_catalog.pg_proc as p
    inner join own_schema as n on n.oid = p.pronamespace
    where not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
    )
),

named as (
    select g.grantee
    from (
        select relacl as acl, relowner as owner from relation
        union all
        select proacl, proowner from routine
        union all
        select nspacl, nspowner from own_schema
    ) as a
    cross join lateral pg_catalog.aclexplode(a.acl) as g
    where g.grantee not in (0, a.owner)
),

role as (
    select r.oid, r.rolname
    from pg_catalog.pg_roles as r
    where
        (r.rolname = any ($1::text[]) or r.oid in (select grantee from named))
        and not r.rolsuper
        and r.rolname not in ('procwright_owner', 'pg_database_owner')
),

ruled as (
    select r.oid, r.rolname
    from role as r
    where not pg_has_role(r.oid, 'procwright_owner', 'member')
)

select r.rolname as role, 'become' as right, 'procwright_owner' as "on", 'role' as kind
from role as r
where pg_has_role(r.oid, 'procwright_owner', 'member')
union all
select r.rolname, p.name, s.nspname, 'schema'
from ruled as r
cross join own_schema as s
cross join unnest(array['usage', 'create']) as p (name)
where has_schema_privilege(r.oid, s.oid, p.name)
union all
select r.rolname, p.name, c.name, 'relation'
from ruled as r
cross join relation as c
cross join unnest(
    array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']
) as p (name)
where has_table_privilege(r.oid, c.oid, p.name)
union all
select r.rolname, p.name, c.name, 'column'
from ruled as r
cross join relation as c
cross join unnest(array['select', 'insert', 'update', 'references']) as p (name)
where
    has_any_column_privilege(r.oid, c.oid, p.name)
    and not has_table_privilege(r.oid, c.oid, p.name)
union all
select r.rolname, 'execute', f.name, 'routine'
from ruled as r
cross join routine as f
where has_function_privilege(r.oid, f.oid, 'execute')
union all
select r.rolname, p.name, 'database', 'database'
from ruled as r
cross join unnest(array['create', 'temporary']) as p (name)
where has_database_privilege(r.oid, current_database(), p.name)
order by 1, 4, 3, 2
`;

-- Who may do what, in both directions: what the roles were given, and nothing else.

begin;
select plan(14);

create temporary view role as
select unnest(array[
    'api_read', 'api_write', 'api_ops', 'import_loader', 'report_read', 'monitor'
]) as role;

create temporary view routine as
select
    pg_proc.oid,
    pronamespace::regnamespace::text as schema,
    (pronamespace::regnamespace || '.' || proname) collate "default" as routine,
    prosecdef,
    proconfig,
    prolang,
    provolatile,
    prosqlbody,
    proargnames,
    proowner::regrole::text as owner,
    coalesce(obj_description(pg_proc.oid, 'pg_proc'), '') as comment,
    coalesce(pg_get_function_sqlbody(pg_proc.oid), prosrc) as body
from pg_proc
where
    pronamespace::regnamespace::text in (
        'procwright', 'core', 'audit', 'ledger', 'report', 'api'
    );

create temporary view relation as
select
    pg_class.oid,
    (relnamespace::regnamespace || '.' || relname) collate "default" as relation,
    relowner::regrole::text as owner
from pg_class
where
    relnamespace::regnamespace::text in (
        'procwright', 'core', 'audit', 'ledger', 'report', 'api'
    )
    and relkind in ('r', 'p', 'v', 'm', 'S')
    and not relispartition;


-- Routines

select results_eq(
    $$ select role, routine
       from role cross join routine
       where has_function_privilege(role, oid, 'execute') and schema in ('api', 'procwright')
       order by role, routine $$,
    $$ select case when provolatile = 'v' then 'api_write' else 'api_read' end, routine
       from routine
       where schema = 'api'
       union all
       values ('api_ops', 'procwright.find_key')
       order by 1, 2 $$,
    'opens what reads to api_read, what writes to api_write, and the door to api_ops'
);

select results_eq(
    $$ select role, routine
       from role cross join routine
       where has_function_privilege(role, oid, 'execute') and schema not in ('api', 'procwright')
       order by role, routine $$,
    $$ select 'report_read', routine from routine where schema = 'report' order by routine $$,
    'opens the reports to report_read, and nothing else below'
);

select is_empty(
    $$ select routine from routine
       where exists (
           select from aclexplode(
               (select coalesce(proacl, acldefault('f', proowner)) from pg_proc
                where pg_proc.oid = routine.oid)
           )
           where grantee = 0
       ) $$,
    'opens nothing to public'
);

select results_eq(
    $$ select distinct schema from routine where prosecdef order by schema $$,
    $$ values ('api'), ('procwright') $$,
    'runs as the owner in the two doors only'
);

select is_empty(
    $$ select routine from routine where schema = 'api' and not prosecdef $$,
    'runs as the owner wherever a client calls'
);

select is_empty(
    $$ select routine from routine
       where
           prosqlbody is null
           and not coalesce('search_path=pg_catalog, pg_temp' = any(proconfig), false) $$,
    'looks for names nowhere but in pg_catalog, unless they are bound'
);

select is_empty(
    $$ select routine from routine group by routine having count(*) > 1 $$,
    'has one routine of each name'
);

-- docs/adr/0009-actors-see-their-books.md. open_book makes the row.
select results_eq(
    $$ select routine from routine
       where
           schema = 'api'
           and body !~ 'perform core\.require_book\(p_actor, p_book_id\);'
       order by routine $$,
    $$ values ('api.open_book') $$,
    'asks in every routine of the api whether the actor may see the book'
);

select is_empty(
    $$ select routine from routine
       where
           schema = 'api'
           and (
               proargnames[array_position(proargnames, 'p_actor') + 1] is distinct from 'p_trace'
               or 'p_book_id' = any(proargnames) and proargnames[1] <> 'p_book_id'
           ) $$,
    'has the book first and the context last in every routine of the api'
);


-- Tables and schemas

select results_eq(
    $$ select role, privilege, relation
       from role
       cross join relation
       cross join unnest(array[
           'select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'
       ]) as privilege
       where has_table_privilege(role, oid, privilege)
       order by role, privilege, relation $$,
    $$ values
        ('import_loader', 'insert', 'ledger.staged_line'),
        ('import_loader', 'insert', 'ledger.staged_statement'),
        ('report_read', 'select', 'core.book'),
        ('report_read', 'select', 'core.currency'),
        ('report_read', 'select', 'ledger.account'),
        ('report_read', 'select', 'ledger.account_name'),
        ('report_read', 'select', 'ledger.imported_statement'),
        ('report_read', 'select', 'ledger.period'),
        ('report_read', 'select', 'ledger.transfer') $$,
    'lets the loader insert into staging, and the reports be read; nothing else of any table'
);

select is_empty(
    $$ select role, inhrelid::regclass, privilege
       from role
       cross join pg_inherits
       cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as privilege
       where
           inhparent = 'ledger.transfer'::regclass
           and has_table_privilege(role, inhrelid, privilege) $$,
    'has no second way to the transfers by the name of a month'
);

select results_eq(
    $$ select role, array_agg(nspname::text collate "default" order by nspname)
       from role cross join pg_namespace
       where
           has_schema_privilege(role, pg_namespace.oid, 'usage')
           and nspname in ('procwright', 'core', 'audit', 'ledger', 'report', 'api', 'public')
       group by role
       order by role $$,
    $$ values
        ('api_ops', '{procwright}'::text[]),
        ('api_read', '{api,core}'),
        ('api_write', '{api,core}'),
        ('import_loader', '{core,ledger}'),
        ('monitor', '{core,report}'),
        ('report_read', '{core,ledger,report}') $$,
    'lets each role see the schemas that it needs'
);

select is_empty(
    $$ select role, nspname
       from role cross join pg_namespace
       where
           has_schema_privilege(role, pg_namespace.oid, 'create')
           and nspname !~ '^pg_'
       union all
       select role, 'log in'
       from role inner join pg_roles on rolname = role
       where rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls $$,
    'lets no role make an object, log in, or pass a guard'
);

select is_empty(
    $$ select routine, owner from routine where owner <> 'procwright_owner'
       union all
       select relation, owner from relation
       where owner <> 'procwright_owner' and relation <> 'procwright.flyway_schema_history'
       union all
       select nspname, nspowner::regrole::text from pg_namespace
       where
           nspname in ('procwright', 'core', 'audit', 'ledger', 'report', 'api')
           and nspowner <> 'procwright_owner'::regrole $$,
    'has one owner'
);

select finish();
rollback;

-- Who may do what, in both directions: what the roles were given, and nothing else.

begin;
select plan(15);

create temporary view grantee as
select name.name as role_name
from unnest(array[
    'api_read', 'api_write', 'api_ops', 'import_loader', 'report_read', 'monitor'
]) as name (name);

create temporary view routine as
select
    p.oid,
    p.prosecdef,
    p.proconfig,
    p.provolatile,
    p.prosqlbody,
    p.proargnames,
    p.pronamespace::regnamespace::text as schema_name,
    p.oid::regproc::text as routine_name,
    p.proowner::regrole::text as owner_name,
    coalesce(p.proacl, acldefault('f', p.proowner)) as acl,
    p.prosrc as text_of_body
from pg_proc as p
where
    p.pronamespace::regnamespace::text in (
        'procwright', 'core', 'audit', 'ledger', 'report', 'api', 'client'
    );

create temporary view relation as
select
    c.oid,
    c.oid::regclass::text as relation_name,
    c.relowner::regrole::text as owner_name
from pg_class as c
where
    c.relnamespace::regnamespace::text in (
        'procwright', 'core', 'audit', 'ledger', 'report', 'api'
    )
    and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and not c.relispartition;


-- Routines

select results_eq(
    $$ select role_name, routine_name
       from grantee cross join routine
       where
           has_function_privilege(role_name, oid, 'execute')
           and schema_name in ('api', 'procwright')
       order by role_name, routine_name $$,
    $$ select
           case
               when routine_name in ( -- serve all books
                   'api.begin_jobs', 'api.expire_holds', 'api.get_month_horizon', 'api.keep_months',
                   'api.sweep_imports', 'api.verify_ledger'
               ) then 'api_ops'
               when provolatile = 'v' then 'api_write'
               else 'api_read'
           end,
           routine_name
       from routine
       where schema_name = 'api'
       union all
       values
           ('api_ops', 'procwright.find_key'),
           ('api_ops', 'procwright.take_rate'),
           ('api_ops', 'procwright.sweep_answers'),
           ('api_write', 'procwright.keep_answer'),
           ('api_write', 'procwright.keep_refusal'),
           ('api_write', 'procwright.open_request'),
           ('monitor', 'api.get_month_horizon')
       order by 1, 2 $$,
    'opens what reads to api_read, what writes to api_write, and the door to api_ops'
);

select results_eq(
    $$ select role_name, routine_name
       from grantee cross join routine
       where
           has_function_privilege(role_name, oid, 'execute')
           and schema_name not in ('api', 'procwright', 'client')
       order by role_name, routine_name $$,
    $$ select 'report_read', routine_name from routine
       where schema_name = 'report'
       union all
       select 'report_read', arithmetic
       from unnest(array[
           'core.id_floor', 'core.is_portable_pattern', 'core.json_faults',
           'core.json_schema_faults', 'core.pointer_step', 'ledger.compounding_date',
           'ledger.convert', 'ledger.exchange_legs', 'ledger.exchange_transfer_id',
           'ledger.hash_period', 'ledger.import_transfer_id', 'ledger.interest_denominator',
           'ledger.interest_line', 'ledger.start_interest', 'ledger.sum_interest',
           'ledger.year_share'
       ]) as arithmetic
       order by 2 $$,
    'opens the reports to report_read, and below what adds up or judges values alone'
);

select is_empty(
    $$ select routine_name from routine
       where exists (select from aclexplode(acl) as granted where granted.grantee = 0) $$,
    'opens nothing to public'
);

select results_eq(
    $$ select distinct schema_name from routine where prosecdef order by schema_name $$,
    $$ values ('api'), ('procwright') $$,
    'runs as the owner in the two doors only'
);

select is_empty(
    $$ select routine_name from routine where schema_name = 'api' and not prosecdef $$,
    'runs as the owner wherever a client calls'
);

-- docs/adr/0032-checks-by-a-routine.md: what runs behind a path that api has set.
select results_eq(
    $$ select routine_name from routine
       where
           prosqlbody is null
           and schema_name <> 'client'
           and not coalesce('search_path=pg_catalog, pg_temp' = any(proconfig), false)
       order by routine_name $$,
    $$ values ('core.require_book'), ('ledger.is_storable'), ('ledger.post') $$,
    'looks for names nowhere but in pg_catalog, unless they are bound'
);

select is_empty(
    $$ select routine_name from routine group by routine_name having count(*) > 1 $$,
    'has one routine of each name'
);

select is_empty(
    $$ select routine_name from routine
       where
           schema_name = 'client'
           and not (
               oid in (select oid from pg_proc where prokind = 'p')
               and not prosecdef
               and proconfig is null
               and has_function_privilege('api_write', oid, 'execute')
               and not has_function_privilege('api_read', oid, 'execute')
               and text_of_body ~ 'commit;'
               and text_of_body !~ '\m(core|audit|ledger|report)\.\w+\('
           ) $$,
    'keeps for client what commits, as the caller, over api alone'
);

-- docs/adr/0009-actors-see-their-books.md. open_book makes the row; post_each_transfer has an actor
-- a request, and asks for each.
select results_eq(
    $$ select routine_name from routine
       where
           schema_name = 'api'
           and not has_function_privilege('api_ops', oid, 'execute')
           and text_of_body !~ 'perform core\.require_book\(p_actor, p_book_id\);'
       order by routine_name $$,
    $$ values ('api.open_book'), ('api.post_each_transfer') $$,
    'asks in every routine for clients whether the actor may see the book'
);

select is_empty(
    $$ select routine_name from routine
       where
           schema_name = 'api'
           and not has_function_privilege('api_ops', oid, 'execute')
           and (
               proargnames[array_position(proargnames, 'p_actor') + 1] is distinct from 'p_trace'
               or 'p_book_id' = any(proargnames) and proargnames[1] <> 'p_book_id'
           ) $$,
    'has the book first and the context last in every routine for clients'
);


-- Tables and schemas

select results_eq(
    $$ select role_name, privilege, relation_name
       from grantee
       cross join relation
       cross join unnest(array[
           'select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'
       ]) as privilege
       where has_table_privilege(role_name, oid, privilege)
       order by role_name, privilege, relation_name $$,
    $$ values
        ('import_loader', 'insert', 'ledger.staged_line'),
        ('import_loader', 'insert', 'ledger.staged_statement'),
        ('report_read', 'select', 'core.book'),
        ('report_read', 'select', 'core.currency'),
        ('report_read', 'select', 'ledger.account'),
        ('report_read', 'select', 'ledger.account_anchor'),
        ('report_read', 'select', 'ledger.account_detail'),
        ('report_read', 'select', 'ledger.account_name'),
        ('report_read', 'select', 'ledger.exchange'),
        ('report_read', 'select', 'ledger.exchange_rate'),
        ('report_read', 'select', 'ledger.heading'),
        ('report_read', 'select', 'ledger.hold'),
        ('report_read', 'select', 'ledger.imported_statement'),
        ('report_read', 'select', 'ledger.interest_accrual'),
        ('report_read', 'select', 'ledger.interest_terms'),
        ('report_read', 'select', 'ledger.match'),
        ('report_read', 'select', 'ledger.match_end'),
        ('report_read', 'select', 'ledger.match_item'),
        ('report_read', 'select', 'ledger.metadata_schema'),
        ('report_read', 'select', 'ledger.period'),
        ('report_read', 'select', 'ledger.period_balance'),
        ('report_read', 'select', 'ledger.transfer'),
        ('report_read', 'select', 'ledger.verification') $$,
    'lets the loader insert into staging, and the reports be read; nothing else of any table'
);

select is_empty(
    $$ select role_name, inhrelid::regclass, privilege
       from grantee
       cross join pg_inherits
       cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as privilege
       where
           inhparent = 'ledger.transfer'::regclass
           and has_table_privilege(role_name, inhrelid, privilege) $$,
    'has no second way to the transfers by the name of a month'
);

select results_eq(
    $$ select role_name, array_agg(nspname::text collate "default" order by nspname)
       from grantee cross join pg_namespace
       where
           has_schema_privilege(role_name, pg_namespace.oid, 'usage')
           and nspname in (
               'procwright', 'core', 'audit', 'ledger', 'report', 'api', 'client', 'public'
           )
       group by role_name
       order by role_name $$,
    $$ values
        ('api_ops', '{api,core,procwright}'::text[]),
        ('api_read', '{api,core}'),
        ('api_write', '{api,client,core,procwright}'),
        ('import_loader', '{core,ledger}'),
        ('monitor', '{api,core}'),
        ('report_read', '{core,ledger,report}') $$,
    'lets each role see the schemas that it needs'
);

select is_empty(
    $$ select role_name, nspname
       from grantee cross join pg_namespace
       where
           has_schema_privilege(role_name, pg_namespace.oid, 'create')
           and nspname !~ '^pg_'
       union all
       select role_name, 'log in'
       from grantee inner join pg_roles on rolname = role_name
       where rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls $$,
    'lets no role make an object, log in, or pass a guard'
);

select is_empty(
    $$ select routine_name, owner_name from routine where owner_name <> 'procwright_owner'
       union all
       select relation_name, owner_name from relation
       where
            owner_name <> 'procwright_owner'
            and relation_name <> 'procwright.flyway_schema_history'
       union all
       select nspname, nspowner::regrole::text from pg_namespace
       where
           nspname in ('procwright', 'core', 'audit', 'ledger', 'report', 'api')
           and nspowner <> 'procwright_owner'::regrole $$,
    'has one owner'
);

select finish();
rollback;

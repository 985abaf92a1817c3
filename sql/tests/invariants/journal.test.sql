-- What the relay, the sealer and the audit export rely on, for every table whose comment has a tag.

begin;
select plan(6);

create temporary view journal as
select
    objoid::regclass as journal,
    (regexp_match(description, '^@journal [a-z_]+ key=([a-z_]+)$', 'n'))[1] as key_column
from pg_description
where
    classoid = 'pg_class'::regclass
    and objsubid = 0
    and regexp_match(description, '^@', 'n') is not null;

-- A journal and its months: a statement that names a month doesn't pass its table's trigger.
create temporary view part as
select
    journal.journal,
    tree.relid as part
from journal
cross join lateral (
    select relid from pg_partition_tree(journal.journal)
    union
    select journal.journal
) as tree (relid);

select results_eq(
    $$ select journal::text from journal order by journal::text $$,
    $$ values
        ('audit.event'), ('ledger.exchange'), ('ledger.imported_statement'),
        ('ledger.interest_accrual'), ('ledger.match'), ('ledger.match_end'), ('ledger.transfer') $$,
    'is what the words say'
);

select results_eq(
    $$ select part from part order by part $$,
    $$ select distinct tgrelid::regclass from pg_trigger
       where
           tgfoid = 'core.refuse_change'::regproc and tgenabled = 'O'
           and tgtype = (2 | 8 | 16 | 32) -- before, for each statement: delete, update, truncate
       order by 1 $$,
    'is every append-only table with every month of it, and no other'
);

select is_empty(
    $$ select part, role, privilege
       from part
       cross join unnest(array[
           'api_read', 'api_write', 'api_ops', 'import_loader', 'report_read', 'monitor'
       ]) as role
       cross join unnest(array['insert', 'update', 'delete', 'truncate']) as privilege
       where has_table_privilege(role, part, privilege) $$,
    'can be changed by no role'
);

select is_empty(
    $$ select journal from journal where key_column is null $$,
    'has a tag that can be read: @journal topic key=column'
);

select is_empty(
    $$ select journal, needed.*
       from journal
       cross join lateral (values
           ('book_id', 'uuid', true),
           (key_column, 'uuid', true),
           ('recorded_by', 'core.actor', true),
           ('trace', 'core.trace', false),
           ('recorded_at', 'timestamp with time zone', true),
           ('session_role', 'text', true),
           ('xid', 'xid8', true)
       ) as needed (name, type, is_filled)
       where not exists (
           select from pg_attribute
           where attrelid = journal and attname = needed.name
               and format_type(atttypid, null) = needed.type and attnotnull = needed.is_filled
       ) $$,
    'says which row, who, in which request, when, by which login, and in which transaction'
);

select is_empty(
    $$ select part
       from part
       where not exists (
           select from pg_index
           join pg_attribute on attrelid = indrelid and attnum = indkey[0]
           where indrelid = part and attname = 'xid'
       ) $$,
    'is found fast in the order of transactions'
);

select finish();
rollback;

-- Every filter alone and with the others, and what each reads: a page is as long as its index.

begin;
select plan(9);

-- 600 accounts: each tenth an asset, each hundredth frozen one way or closed; each sixtieth stands
-- under heading 1.1.
select fixture.book(1);
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.open_heading(fixture.id(1), '1.1', 'Till', '1');

do $body$
begin
    perform api.open_account(
        fixture.id(1), fixture.id(1000 + n), 'EUR', 'name ' || n,
        p_kind => case when n % 10 = 0 then 'asset' else 'liability' end,
        p_heading => case when n % 60 = 0 then '1.1' end
    )
    from generate_series(1, 600) as n;

    perform api.freeze_account(
        fixture.id(1), fixture.id(1000 + n), n in (100, 300), n in (200, 300)
    )
    from unnest(array[100, 200, 300]) as n;

    perform api.close_account(fixture.id(1), fixture.id(1000 + n))
    from unnest(array[400, 500]) as n;
end;
$body$;

analyze ledger.account, ledger.account_detail, ledger.account_name, ledger.heading, core.book;

create function pg_temp.listed(
    p_name text default null,
    p_kind text default null,
    p_state text default null,
    p_heading text default null,
    p_after integer default 0,
    p_limit integer default 500
)
returns integer[]
language sql
return array(
    select right(account_id::text, 4)::integer - 1000
    from api.list_accounts(
        fixture.id(1), p_name, p_kind, p_state, p_heading, fixture.id(1000 + p_after), p_limit
    )
);

select results_eq(
    $$ select state, pg_temp.listed(p_state => state, p_after => 0)
       from unnest(array['debits_frozen', 'credits_frozen', 'frozen', 'closed']) as state $$,
    $$ values
        ('debits_frozen', '{100}'::integer[]), ('credits_frozen', '{200}'), ('frozen', '{300}'),
        ('closed', '{400,500}') $$,
    'finds what is frozen either way, both ways, or closed'
);

select is(
    pg_temp.listed(p_state => 'open', p_after => 390, p_limit => 20),
    array(
        select n from generate_series(391, 411) as n
        where n <> 400
    ),
    'leaves out what is not open'
);

select is(
    pg_temp.listed(p_kind => 'asset', p_after => 50, p_limit => 3), '{60,70,80}',
    'finds those of a kind, page by page'
);

select is(
    pg_temp.listed(p_heading => '1.1', p_after => 60, p_limit => 3), '{120,180,240}',
    'finds those that stand under a heading, page by page'
);

select is(
    pg_temp.listed(p_heading => '1'), '{}', 'finds those that stand directly under it alone'
);

select throws_ok(
    $$ select pg_temp.listed(p_heading => '9') $$,
    'LG106', 'There is no such heading in this book.',
    'refuses a heading that is not there'
);

-- Every combination of the filters, each there or not, beside what they say.
select is_empty(
    $$ select name, kind, state, heading
       from unnest(array['name 300', 'name 7', null]) as name
       cross join unnest(array['asset', null]) as kind
       cross join unnest(array['frozen', 'open', null]) as state
       cross join unnest(array['1.1', null]) as heading
       where pg_temp.listed(name, kind, state, heading) <> array(
           select n
           from generate_series(1, 600) as n
           where
               (name is null or 'name ' || n = name)
               and (kind is null or n % 10 = 0)
               and (
                   state is null
                   or n = 300 and state = 'frozen'
                   or n not in (100, 200, 300, 400, 500) and state = 'open'
               )
               and (heading is null or n % 60 = 0)
           order by n
           limit 500
       ) $$,
    'keeps every combination of its filters'
);

-- Rows of the accounts that a statement reads, by the server's own count.
create function pg_temp.accounts_read(p_statement text)
returns bigint
language plpgsql
as $body$
declare
    v_before bigint := (
        select seq_tup_read + idx_tup_fetch
        from pg_stat_xact_user_tables where relid = 'ledger.account'::regclass
    );
begin
    execute p_statement;

    return (
        select seq_tup_read + idx_tup_fetch - v_before
        from pg_stat_xact_user_tables where relid = 'ledger.account'::regclass
    );
end;
$body$;

select results_eq(
    $$ select filter, pg_temp.accounts_read(format('select pg_temp.listed(%s)', filter)) <= rows
       from (values
           ('p_limit => 10', 10), ('p_kind => ''asset'', p_after => 100, p_limit => 10', 10),
           ('p_state => ''closed''', 5), ('p_heading => ''1.1'', p_limit => 5', 5),
           ('p_name => ''name 7''', 1), ('p_state => ''open'', p_limit => 10', 10)
       ) as asked (filter, rows) $$,
    $$ values
        ('p_limit => 10', true), ('p_kind => ''asset'', p_after => 100, p_limit => 10', true),
        ('p_state => ''closed''', true), ('p_heading => ''1.1'', p_limit => 5', true),
        ('p_name => ''name 7''', true), ('p_state => ''open'', p_limit => 10', true) $$,
    'reads as many accounts as the page has, five for the state where five are not open'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

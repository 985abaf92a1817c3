begin;
select plan(4);

select fixture.account(11, p_balance => 500, p_floor => -20);
select fixture.account(12);
select fixture.account(11, p_book => 2, p_currency => 'USD', p_floor => null);
insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'zulu', fixture.id(11)),
(fixture.id(1), 'alfa', fixture.id(11)),
(fixture.id(2), 'bravo', fixture.id(11));
select api.close_account(fixture.id(2), fixture.id(11));
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.set_account_heading(fixture.id(1), fixture.id(12), '1');
select api.set_account_metadata(fixture.id(1), fixture.id(12), '{"a": 1}');
update ledger.account set held = 30
where account_id = fixture.id(11) and book_id = fixture.id(1);

select results_eq(
    $$ select
           book_id, account_id, currency::text, balance::bigint, held::bigint, available,
           balance_floor::bigint, version, state::text, heading::text, metadata::jsonb, names
       from report.account()
       order by book_id, account_id $$,
    $$ values
        (
            fixture.id(1), fixture.id(1), 'EUR', -500::bigint, 0::bigint, null::bigint,
            null::bigint, 1::bigint, 'open', null, null::jsonb, '{}'::text[]
        ),
        (
            fixture.id(1), fixture.id(11), 'EUR', 500, 30, 490,
            -20, 1, 'open', null, null, '{alfa,zulu}'
        ),
        (fixture.id(1), fixture.id(12), 'EUR', 0, 0, 0, 0, 0, 'open', '1', '{"a": 1}', '{}'),
        (fixture.id(2), fixture.id(11), 'USD', 0, 0, null, null, 0, 'closed', null, null, '{bravo}')
    $$,
    'has every account of every book once, with its names in order'
);

create function pg_temp.make_account(p_columns jsonb)
returns void
language sql
begin atomic
    update ledger.account as a
    set
        kind = coalesce(p_columns ->> 'kind', 'liability'),
        is_open = coalesce((p_columns -> 'is_open')::boolean, true),
        is_debit_frozen = coalesce((p_columns -> 'is_debit_frozen')::boolean, false),
        is_credit_frozen = coalesce((p_columns -> 'is_credit_frozen')::boolean, false)
    where
        a.book_id = fixture.id(1)
        and a.account_id = fixture.id(11);
end;

-- A statement sees what was there when it began, so each kind and state is asked by its own.
create function pg_temp.told(p_columns jsonb)
returns text
language plpgsql
as $body$
begin
    perform pg_temp.make_account(p_columns);

    return (
        select concat_ws(' ', kind, normal_side, normal_balance, state)
        from report.account()
        where
            book_id = fixture.id(1)
            and account_id = fixture.id(11)
    );
end;
$body$;

select results_eq(
    $$ select pg_temp.told(columns)
       from unnest(array[
           '{"kind": "asset"}', '{"kind": "liability"}', '{"kind": "equity"}',
           '{"kind": "income"}', '{"kind": "expense"}', '{"is_debit_frozen": true}',
           '{"is_credit_frozen": true}', '{"is_credit_frozen": true, "is_debit_frozen": true}',
           '{"is_open": false, "is_debit_frozen": true}'
       ]::jsonb[]) with ordinality as asked (columns, n)
       order by n $$,
    $$ values
        ('asset debit -500 open'), ('liability credit 500 open'), ('equity credit 500 open'),
        ('income credit 500 open'), ('expense debit -500 open'),
        ('liability credit 500 debits_frozen'), ('liability credit 500 credits_frozen'),
        ('liability credit 500 frozen'), ('liability credit 500 closed') $$,
    'tells the normal side and the balance on it by the kind, and the state by its flags'
);

update ledger.account set is_open = true, held = 0
where book_id = fixture.id(1);

select is_empty(
    $$ select line
       from fixture.plan_of('select balance from report.account() where book_id is null') as line
       where line ~ 'Function Scan' $$,
    'is no wall for the planner'
);

select fixture.invariants();

select finish();
rollback;

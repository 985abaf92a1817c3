begin;
select plan(11);

select fixture.reconciled_account();
select fixture.own(201, 910, 'BATCH-99', '2026-01-20');
select fixture.own(202, -111, null, '2026-01-31');

create function pg_temp.opened(
    p_days integer default 5, p_after bigint default null, p_limit integer default 50
)
returns table (version bigint, item text, age_days integer, reason text)
language sql
begin atomic
    select
        version,
        fixture.item_name(transfer_id) as item,
        age_days,
        reason::text
    from api.list_open_items(
        fixture.id(1), fixture.clearing(), p_days, p_after, p_limit, 'user:7'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.list_open_items(%L, %L, %L, p_limit => %L)', book_id, account_id, days, size
       ))
       from (values
           (1, null::uuid, fixture.id(11), 5, 50),
           (2, fixture.id(1), null, 5, 50),
           (3, fixture.id(1), fixture.id(11), null, 50),
           (4, fixture.id(1), fixture.id(11), 5, null)
       ) as asked (place, book_id, account_id, days, size)
       order by place $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}'),
        ('{"argument": "days"}'), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_open_items(null, null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.list_open_items(fixture.id(1), fixture.clearing(), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.list_open_items(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);


-- The answer

select results_eq(
    $$ select version, transfer_id, kind::text, is_imported, amount, counterpart_account_id,
           value_date, memo::text, age_days, reason::text
       from api.list_open_items(fixture.id(1), fixture.clearing(), p_after => 4, p_limit => 1) $$,
    $$ values (
        5::bigint, fixture.id(101), 'transfer', false, 100::bigint, fixture.id(12),
        '2026-01-10'::date, 'paid inv0001', 21, 'matchable'
    ) $$,
    'tells of an item what it is, how old, and why it is open'
);

select results_eq(
    $$ select item, age_days, reason from pg_temp.opened() $$,
    $$ values
        ('L1', 21, 'matchable'), ('L2', 21, 'matchable'), ('L3', 19, 'matchable'),
        ('L4', 11, 'no_counterpart'),
        ('O101', 21, 'matchable'), ('O102', 19, 'matchable'), ('O103', 19, 'matchable'),
        ('O104', 11, 'no_counterpart'), ('O105', 10, 'no_counterpart'),
        ('O201', 11, 'no_counterpart'), ('O202', 0, 'no_counterpart') $$,
    'has all that is open, in the order in which it was booked'
);

select fixture.own(203, 300, 'INV0001', '2026-01-10');
select fixture.own(204, 900, null, '2026-01-26');

select results_eq(
    $$ select item, reason from pg_temp.opened() where item in ('L4', 'O203', 'O204') $$,
    $$ values ('L4', 'outside_window'), ('O203', 'amount_differs'), ('O204', 'outside_window') $$,
    'knows what lies outside the days, and what has a reference but another amount'
);

select results_eq(
    $$ select item, reason from pg_temp.opened(6) where item in ('L4', 'O204') $$,
    $$ values ('L4', 'matchable'), ('O204', 'matchable') $$,
    'counts the last day in'
);

select results_eq(
    $$ select page, item
       from (values (1, null, 2), (2, 2, 1), (3, 12, 500)) as asked (page, after, size),
       pg_temp.opened(5, after, size) $$,
    $$ values (1, 'L1'), (1, 'L2'), (2, 'L3'), (3, 'O204') $$,
    'begins after the version that is named, and ends with the limit'
);

do $body$
begin
    perform api.match_exact(fixture.id(1), fixture.clearing());
end;
$body$;

select is(
    (select sum(amount) from api.list_open_items(fixture.id(1), fixture.clearing())),
    (
        select balance::numeric from ledger.account
        where account_id = fixture.clearing()
    ),
    'adds up to the balance of the account, whatever was matched'
);

select fixture.invariants();

select finish();
rollback;

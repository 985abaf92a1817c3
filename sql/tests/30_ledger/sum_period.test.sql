begin;
select plan(6);

-- Account 11 got 500 in January, from account 1, and gave 12 100 for December, 30 for January, then
-- 7 for February; 12 was refused once. Account 13 was never moved.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(debit), fixture.id(credit), amount, 'EUR',
        p_value_date => day
    )
    from (values
        (101, 11, 12, 100, '2025-12-31'::date), (102, 11, 12, 30, '2026-01-31'),
        (103, 11, 12, 7, '2026-02-01'), (104, 12, 11, 900, '2026-01-31')
    ) as asked (n, debit, credit, amount, day);
end;
$body$;

create function pg_temp.sums(p_period_start date)
returns table (
    account integer, debits bigint, credits bigint, balance bigint, last_version bigint,
    next_version bigint
)
language sql
as $body$
    select
        right(account_id::text, 3)::integer, debits, credits, balance, last_version, next_version
    from ledger.sum_period(fixture.id(1), p_period_start)
    order by account_id;
$body$;

select results_eq(
    $$ select * from pg_temp.sums('2025-12-01') $$,
    $$ values
        (11, 100::bigint, 0::bigint, -100::bigint, 2::bigint, 1::bigint),
        (12, 0, 100, 100, 1, 2) $$,
    'adds up what counts in the month and before, by value date'
);

select results_eq(
    $$ select * from pg_temp.sums('2026-01-01') $$,
    $$ values
        (1, 500::bigint, 0::bigint, -500::bigint, 1::bigint, 2::bigint),
        (11, 30, 500, 370, 3, 4), (12, 0, 30, 130, 2, 3) $$,
    'adds what moved in the month, and all of before to the balance'
);

create temporary table without_base as
select
    account_id,
    debits,
    credits,
    balance,
    last_version,
    next_version
from ledger.sum_period(fixture.id(1), '2026-02-01');

select fixture.close_period('2025-12-01');
select fixture.close_period('2026-01-01');

select results_eq(
    $$ select account_id, debits, credits, balance, last_version, next_version
       from ledger.sum_period(fixture.id(1), '2026-02-01') order by account_id $$,
    $$ select account_id, debits, credits, balance, last_version, next_version
       from without_base order by account_id $$,
    'comes to the same from the closed month before'
);

select results_eq(
    $$ select * from pg_temp.sums('2026-02-01') $$,
    $$ values
        (1, 0::bigint, 0::bigint, -500::bigint, 1::bigint, 2::bigint),
        (11, 7, 0, 363, 4, 5), (12, 0, 7, 137, 3, 4) $$,
    'keeps an account that did not move'
);

select results_eq(
    $$ select sum(debits), sum(credits), sum(balance), max(known_at)
       from ledger.sum_period(fixture.id(1), '2026-02-01') $$,
    $$ values (7::numeric, 7::numeric, 0::numeric, '2026-03-02 12:00:00+00'::timestamptz) $$,
    'balances, and knows when the last was recorded'
);

select fixture.invariants();

select finish();
rollback;

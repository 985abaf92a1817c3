begin;
select plan(5);

-- Account 12: lines 1 and 2, its own interest as 3, a hold as 4.
select fixture.interest_account();
select fixture.terms('2026-01-01', 0.365);
select fixture.line(101, 10000, '2026-01-01');
select fixture.line(102, -500, '2026-01-03');

create function pg_temp.lines(p_after bigint, p_version bigint, p_number integer default 12)
returns table (version bigint, value_date date, moved bigint)
language sql
begin atomic
    select
        version,
        value_date,
        moved
    from ledger.interest_line(fixture.id(1), fixture.id(p_number), p_after, p_version)
    order by version;
end;

select results_eq(
    $$ select * from pg_temp.lines(0, 2) $$,
    $$ values (1::bigint, date '2026-01-01', 10000::bigint), (2, '2026-01-03', -500) $$,
    'has what came in above zero and what went out below'
);

select results_eq(
    $$ select * from pg_temp.lines(1, 2) $$,
    $$ values (2::bigint, date '2026-01-03', -500::bigint) $$,
    'begins after the one version and ends with the other'
);

select results_eq(
    $$ select amount from fixture.accrue(103, '2026-01-02') $$,
    $$ values (20::bigint) $$,
    'is asked about an account that interest was posted to'
);

insert into ledger.transfer (
    book_id, transfer_id, kind, debit_account_id, debit_version, debit_balance,
    credit_account_id, amount, currency, value_date, recorded_by, recorded_at
)
values (
    fixture.id(1), fixture.id(104), 'hold', fixture.id(12), 4, 9520, fixture.id(1), 100, 'EUR',
    '2026-01-01', 'user:7', core.now()
);

select is_empty(
    $$ select * from pg_temp.lines(2, 4) $$,
    'leaves out the interest of the account, and what moved nothing'
);

select results_eq(
    $$ select moved from pg_temp.lines(0, 1, 21) $$,
    $$ values (-20::bigint) $$,
    'has the interest of another account'
);

select finish();
rollback;

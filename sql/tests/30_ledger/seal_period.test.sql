begin;
select plan(4);

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

insert into ledger.period (book_id, period_start, state, fenced_xid, drained_xid)
values (fixture.id(1), '2026-01-01', 'closing', '3', '3');

create temporary table answer as
select ledger.seal_period(fixture.id(1), '2026-01-01') as balance_hash;

select results_eq(
    'table answer',
    $$ select ledger.hash_period(fixture.id(1), '2026-01-01') $$,
    'returns the hash of what it stores'
);

select results_eq(
    $$ select account_id, debits, credits, balance from ledger.period_balance
       order by account_id $$,
    $$ values
        (fixture.id(1), 500::numeric, 0::numeric, -500::numeric),
        (fixture.id(11), 30, 500, 370), (fixture.id(12), 0, 30, 130) $$,
    'stores what each account moved and held'
);

select results_eq(
    $$ select state::text, closed_at, known_at, balance_hash from ledger.period $$,
    $$ values (
        'closed', '2026-03-02 12:00:00+00'::timestamptz, '2026-03-02 12:00:00+00'::timestamptz,
        ledger.hash_period(fixture.id(1), '2026-01-01')
    ) $$,
    'closes the month'
);

select fixture.invariants();

select finish();
rollback;

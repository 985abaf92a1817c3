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

select is_empty('select * from report.verify_periods()', 'has no row where no month was closed');

select fixture.close_period('2026-01-01');
select fixture.close_period('2026-02-01');

select is_empty('select * from report.verify_periods()', 'has no row where all is well');

select fixture.drop_guards();
update ledger.period_balance set balance = balance + 1
where
    period_start = '2026-01-01'
    and account_id = fixture.id(11);
update ledger.transfer set recorded_at = recorded_at + interval '1 second'
where transfer_id = fixture.id(101);

select results_eq(
    'select * from report.verify_periods() order by invariant, place',
    $$ values
        (
            'a closed month has the hash of its balances', fixture.id(1), 'month 2026-01-01'
        ),
        (
            'a closed month holds what its transfers come to', fixture.id(1),
            'account ' || fixture.id(11) || ' in 2026-01-01'
        ),
        (
            'nothing is booked into a closed month', fixture.id(1), 'transfer ' || fixture.id(101)
        ) $$,
    'names the month, the account and the transfer'
);

select results_eq(
    'select invariant, place from report.verify_periods(pg_current_xact_id())',
    $$ values ('nothing is booked into a closed month', 'transfer ' || fixture.id(101)) $$,
    'asks only what was posted since, with a transaction id'
);

select finish();
rollback;

begin;
select plan(3);

-- Of hold 101, a part is captured; 102 was refused; 103 has a memo and an expiry.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR', memo, day,
        expires_at, 'user:7'
    )
    from (values
        (101, 100, null, null::date, null::timestamptz),
        (102, 401, null, null, null),
        (103, 50, 'deposit', '2026-01-05', '2026-02-01 00:00:00+00')
    ) as asked (n, amount, memo, day, expires_at);
    perform api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(111), 30);
end;
$body$;

select results_eq(
    $$ select
           book_id, hold_id, debit_account_id, credit_account_id, currency::text, amount::bigint,
           captured::bigint, remaining::bigint, state::text, expires_at, value_date, memo::text,
           recorded_by::text, recorded_at
       from report.hold() order by hold_id $$,
    $$ values
        (
            fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 'EUR', 100::bigint,
            30::bigint, 70::bigint, 'open', null::timestamptz, '2026-01-01'::date, null,
            'user:7', '2026-01-31 12:00:00+00'::timestamptz
        ),
        (
            fixture.id(1), fixture.id(103), fixture.id(11), fixture.id(12), 'EUR', 50,
            0, 50, 'open', '2026-02-01 00:00:00+00', '2026-01-05', 'deposit',
            'user:7', '2026-01-31 12:00:00+00'
        ) $$,
    'has each hold that came to be, as it is now, with what was asked'
);

select matches(
    array_to_string(array(
        select step from fixture.plan_of(
            format('select * from report.hold() where hold_id = %L', fixture.id(101))
        ) as step
    ), ' '),
    '^(?!.*Function Scan)',
    'is seen through by the planner'
);

select fixture.invariants();

select finish();
rollback;

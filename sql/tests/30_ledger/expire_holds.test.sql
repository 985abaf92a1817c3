begin;
select plan(8);

-- Holds 101 and 102 of account 11 set 100 and 50 aside, hold 103 of account 13 all that it has; of
-- 102 a part is captured, hold 104 is voided, and 105 is left for later.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_balance => 500);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(account), fixture.id(12), amount, 'EUR',
        p_expires_at => '2026-01-31 13:00:00+00'
    )
    from (values
        (101, 11, 100), (102, 11, 50), (103, 13, 500), (104, 11, 1), (105, 11, 1)
    ) as asked (n, account, amount);
    perform api.capture_hold(fixture.id(1), fixture.id(102), fixture.id(111), 20);
    perform api.void_hold(fixture.id(1), fixture.id(104), fixture.id(112));
end;
$body$;

select fixture.stop_clock('2026-01-31 13:00:00+00');

create function pg_temp.expire(p_numbers integer[])
returns integer
language sql
as $body$
    select ledger.expire_holds(
        array_agg(fixture.id(1)), array_agg(fixture.id(number)), 'job:7', repeat('a', 32)
    )
    from unnest(p_numbers) as number;
$body$;

select is(pg_temp.expire('{}'), 0, 'has nothing to do where none is named');

select is(pg_temp.expire('{104}'), 0, 'leaves alone what has ended');

select is(pg_temp.expire('{101, 102, 103, 104}'), 3, 'says of how many there was something left');

select results_eq(
    $$ select
           hold_transfer_id, amount::bigint, debit_account_id, debit_version,
           debit_balance::bigint, credit_account_id, credit_version
       from ledger.transfer where kind = 'expiry' order by hold_transfer_id $$,
    $$ values
        (
            fixture.id(101), 100::bigint, fixture.id(11), 8::bigint,
            480::bigint, fixture.id(12), null::bigint
        ),
        (fixture.id(102), 30, fixture.id(11), 9, 480, fixture.id(12), null),
        (fixture.id(103), 500, fixture.id(13), 3, 500, fixture.id(12), null) $$,
    'gives back what is left of each, in one chain of versions'
);

select results_eq(
    $$ select distinct currency::text, value_date, recorded_by::text, trace::text, recorded_at,
           core.id_time(transfer_id)
       from ledger.transfer where kind = 'expiry' $$,
    $$ values (
        'EUR', '2026-01-31'::date, 'job:7', repeat('a', 32),
        '2026-01-31 13:00:00+00'::timestamptz, '2026-01-31 13:00:00+00'::timestamptz
    ) $$,
    'says when it was, and whose job it was'
);

select results_eq(
    $$ select hold_id, captured::bigint, remaining::bigint, state::text
       from ledger.hold order by hold_id $$,
    $$ values
        (fixture.id(101), 0::bigint, 0::bigint, 'expired'),
        (fixture.id(102), 20, 0, 'expired'),
        (fixture.id(103), 0, 0, 'expired'),
        (fixture.id(104), 0, 0, 'voided'),
        (fixture.id(105), 0, 1, 'open') $$,
    'keeps what was captured'
);

select fixture.stop_clock('2020-01-01 00:00:00+00');

select throws_ok(
    $$ select pg_temp.expire('{105}') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses where there is no month for today'
);

select fixture.invariants();

select finish();
rollback;

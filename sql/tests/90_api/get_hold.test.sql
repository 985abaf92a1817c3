begin;
select plan(9);

-- Hold 101 set 100 of account 11 aside: 30 were captured, then it was voided. 102 was refused.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR', 'deposit',
        '2026-01-05', '2026-02-01 00:00:00+00', 'user:7'
    )
    from (values (101, 100), (102, 501)) as asked (n, amount);
    perform api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(111), 30);
end;
$body$;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.get_hold(%L, %L)', book_id, hold_id))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, hold_id) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "hold_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.get_hold(null, fixture.id(101)) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.get_hold(fixture.id(1), fixture.id(101), 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.get_hold(fixture.id(1), fixture.id(102), 'user:7') $$,
    'LG105', 'There is no such hold in this book.',
    'finds none that was refused'
);

select is(
    fixture.facts_of($$ select api.get_hold(fixture.id(1), fixture.id(11)) $$),
    jsonb_build_object('argument', 'hold_id', 'hold_id', fixture.id(11)),
    'takes no transfer for a hold, and says which'
);


-- The answer

select results_eq(
    $$ select
           hold_id, debit_account_id, credit_account_id, currency::text, amount::bigint,
           captured::bigint, remaining::bigint, state::text, expires_at, value_date, memo::text,
           recorded_by::text, recorded_at
       from api.get_hold(fixture.id(1), fixture.id(101), 'user:7') $$,
    $$ values (
        fixture.id(101), fixture.id(11), fixture.id(12), 'EUR', 100::bigint,
        30::bigint, 70::bigint, 'open', '2026-02-01 00:00:00+00'::timestamptz,
        '2026-01-05'::date, 'deposit', 'user:7', '2026-01-31 12:00:00+00'::timestamptz
    ) $$,
    'tells what was asked, what came of it, and what is left'
);

select lives_ok(
    $$ select api.void_hold(fixture.id(1), fixture.id(101), fixture.id(112)) $$,
    'lets the hold end'
);

select results_eq(
    $$ select captured::bigint, remaining::bigint, state::text
       from api.get_hold(fixture.id(1), fixture.id(101)) $$,
    $$ values (30::bigint, 0::bigint, 'voided') $$,
    'tells what ended it'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

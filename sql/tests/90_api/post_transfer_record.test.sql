begin;
select plan(6);

-- Book 1 has a payer (11) with 500 and a payee (12).
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.stop_clock('2026-01-31 12:00:00+00');


-- 5 write, 6 record

select results_eq(
    $$ select * from api.post_transfer(
           fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 100, 'EUR', 'rent',
           '2026-02-28', 'user:7', repeat('a', 32)
       ) $$,
    $$ values (
           fixture.id(101), 2::bigint, 400::core.balance, 1::bigint, 100::core.balance,
           '2026-02-28'::date, false, null::core.refusal
       ) $$,
    'answers with what both accounts hold, and which transfer of theirs it is'
);

select results_eq(
    $$ select * from api.post_transfer(
           fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(12), 401, 'EUR'
       ) $$,
    $$ values (
           fixture.id(102), null::bigint, null::core.balance, null::bigint, null::core.balance,
           null::date, false, core.refusal('LG303', jsonb_build_object(
               'account_id', fixture.id(11), 'asked', '401', 'available', '400',
               'balance', '400', 'held', '0', 'balance_floor', '0'
           ))
       ) $$,
    'says of a refused request nothing but which it is and why'
);

select results_eq(
    $$ select
           transfer_id, kind::text, amount::bigint, currency::text, value_date, memo::text,
           refusal ->> 'code', recorded_by::text, trace::text, recorded_at, session_role
       from ledger.transfer
       where transfer_id > fixture.id(100)
       order by transfer_id $$,
    $$ values
        (
            fixture.id(101), 'transfer', 100::bigint, 'EUR', '2026-02-28'::date, 'rent',
            null, 'user:7', repeat('a', 32), '2026-01-31 12:00:00+00'::timestamptz,
            session_user::text collate "default"
        ),
        (
            fixture.id(102), 'transfer', 401, 'EUR', '2026-01-01', null,
            'LG303', session_user::text collate "default", null, '2026-01-31 12:00:00+00',
            session_user::text collate "default"
        ) $$,
    'says in the row who asked, in which request, when, and by which login'
);

select results_eq(
    $$ select value_date from api.post_transfer(
           fixture.id(1), fixture.id(103), fixture.id(11), fixture.id(12), 1, 'EUR'
       ) $$,
    $$ values ('2026-01-01'::date) $$,
    'takes the day of the id when none is named'
);

select results_eq(
    $$ select xid = pg_current_xact_id() from ledger.transfer
       where transfer_id = fixture.id(103) $$,
    $$ values (true) $$,
    'keeps the transaction as the order in which the journal is read'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

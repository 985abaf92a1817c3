begin;
select plan(11);

-- Hold 101 has 100 set aside; capture 111 took 30 of it, 112 the rest. Void 113 came too late.
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 100, 'EUR',
        p_expires_at => '2100-01-01 00:00:00+00'
    );
    perform api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(n), amount)
    from (values (111, 30), (112, null)) as asked (n, amount);
    perform api.void_hold(fixture.id(1), fixture.id(101), fixture.id(113));
end;
$body$;

-- The row of capture 111. What varies is said, the rest stays.
create function pg_temp.record(p_changed jsonb default '{}')
returns ledger.transfer
language sql
as $body$
    select ledger.record_hold(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(111), 'kind', 'capture',
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', 30, 'currency', 'EUR', 'value_date', '2026-01-01',
            'hold_transfer_id', fixture.id(101), 'is_rest', false,
            'refusal', core.refusal('LG319', '{}') -- so that no account has to follow
        ) || p_changed)
    );
$body$;

create function pg_temp.differing(p_changed jsonb)
returns text
language sql
as $body$
    select (pg_temp.record(p_changed)).refusal -> 'facts' ->> 'differing';
$body$;

select results_eq(
    $$ select transfer_id, xid
       from pg_temp.record(jsonb_build_object(
           'transfer_id', fixture.id(120), 'recorded_by', 'user:7', 'trace', repeat('a', 32),
           'memo', 'rent'
       )) $$,
    $$ values (fixture.id(120), null::xid8) $$,
    'is the row itself for who is first'
);

select results_eq(
    $$ select
           kind::text, amount::bigint, hold_transfer_id, is_rest, memo::text, recorded_by::text,
           trace::text, refusal ->> 'code'
       from ledger.transfer where transfer_id = fixture.id(120) $$,
    $$ values (
        'capture', 30::bigint, fixture.id(101), false, 'rent', 'user:7', repeat('a', 32), 'LG319'
    ) $$,
    'has written the row'
);

select results_eq(
    $$ select (pg_temp.record()).* $$,
    $$ select transfer.* from ledger.transfer where transfer_id = fixture.id(111) $$,
    'is the stored row for who comes second'
);

select is(
    pg_temp.differing('{"amount": 31}'), '["amount"]',
    'refuses another amount'
);

select is(
    pg_temp.differing('{"is_rest": true}'), '["amount"]',
    'refuses the request for all that is left where a part was asked for'
);

select is(
    (pg_temp.record(jsonb_build_object(
        'transfer_id', fixture.id(112), 'is_rest', true, 'amount', 100
    ))).amount,
    70::core.amount,
    'does not mind how much is left by now when all that was left was asked for'
);

select is(
    (pg_temp.record(jsonb_build_object(
        'transfer_id', fixture.id(113), 'kind', 'void', 'is_rest', null, 'amount', 1
    ))).refusal ->> 'code',
    'LG319',
    'does not mind how much a void would give back by now'
);

select is(
    pg_temp.differing(jsonb_build_object(
        'transfer_id', fixture.id(113), 'kind', 'void', 'is_rest', null,
        'hold_transfer_id', fixture.id(102)
    )),
    '["hold_transfer_id"]',
    'minds which hold it is about'
);

select is(
    pg_temp.differing(jsonb_build_object(
        'transfer_id', fixture.id(101), 'kind', 'hold', 'is_rest', null, 'amount', 100,
        'hold_transfer_id', null, 'expires_at', '2100-01-02 00:00:00+00'
    )),
    '["expires_at"]',
    'minds when a hold expires'
);

select throws_ok(
    $$ select pg_temp.record(jsonb_build_object(
           'transfer_id', '016f5e66-e800-7000-8000-000000000101'::uuid
       )) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);

select fixture.invariants();

select finish();
rollback;

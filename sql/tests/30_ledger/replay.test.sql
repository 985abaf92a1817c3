begin;
select plan(16);

select fixture.account(11, p_balance => 500);
select fixture.account(12);

-- Transfer 100 is posted, transfer 101 is refused for the floor.
select api.post_transfer(
    fixture.id(1), fixture.id(100), fixture.id(11), fixture.id(12), 100, 'EUR', 'rent'
);
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 900, 'EUR'
);

-- The request of transfer 100. What varies is said, the rest stays.
create function pg_temp.replay(p_changed jsonb default '{}')
returns ledger.transfer
language sql
as $body$
    select ledger.replay(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', 'transfer',
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', 100, 'currency', 'EUR', 'value_date', '2026-01-01', 'memo', 'rent'
        ) || p_changed)
    );
$body$;

create function pg_temp.differing(p_changed jsonb)
returns text
language sql
as $body$
    select (pg_temp.replay(p_changed)).refusal -> 'facts' ->> 'differing';
$body$;

select results_eq(
    $$ select (pg_temp.replay()).* $$,
    $$ select transfer.* from ledger.transfer where transfer_id = fixture.id(100) $$,
    'is the row of the first request'
);

select results_eq(
    $$ select (pg_temp.replay(jsonb_build_object(
           'transfer_id', fixture.id(101), 'amount', 900, 'memo', null
       ))).* $$,
    $$ select transfer.* from ledger.transfer where transfer_id = fixture.id(101) $$,
    'is so when the first was refused'
);

select results_eq(
    $$ select (pg_temp.replay('{"recorded_by": "user:8", "trace": null}')).recorded_by::text $$,
    $$ select session_user::text collate "default" $$,
    'does not mind who asks again, and in which request'
);

select is(
    (pg_temp.replay('{"amount": 101}')).refusal,
    core.refusal('LG301', jsonb_build_object(
        'argument', 'transfer_id', 'transfer_id', fixture.id(100), 'differing', array['amount']
    )),
    'refuses the id of another request, and says what differs'
);

select results_eq(
    $$ select debit_balance, credit_balance, memo
       from pg_temp.replay('{"amount": 101}') $$,
    $$ values (null::core.balance, null::core.balance, null::core.memo) $$,
    'tells nothing of the other request'
);

select is(
    pg_temp.differing(jsonb_build_object('debit_account_id', fixture.id(13))),
    '["debit_account_id"]',
    'sees another debit account'
);

select is(
    pg_temp.differing(jsonb_build_object('credit_account_id', fixture.id(13))),
    '["credit_account_id"]',
    'sees another credit account'
);

select is(
    pg_temp.differing('{"currency": "USD", "memo": null}'), '["currency", "memo"]',
    'sees another currency, and a memo that is missing'
);

select is(
    pg_temp.differing('{"value_date": "2026-01-02"}'), '["value_date"]',
    'sees another value date'
);

select is(
    pg_temp.differing(jsonb_build_object(
        'kind', 'reversal', 'reverses_transfer_id', fixture.id(11)
    )),
    '["kind", "reverses_transfer_id"]',
    'sees a request of another kind'
);

-- Hold 102 expires at noon; capture 103 took all that was left of it.
select api.authorise_hold(
    fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(12), 50, 'EUR',
    p_expires_at => '2100-01-01 12:00:00+00'
);
select api.capture_hold(fixture.id(1), fixture.id(102), fixture.id(103));

create function pg_temp.capture(p_changed jsonb)
returns ledger.transfer
language sql
as $body$
    select pg_temp.replay(jsonb_build_object(
        'transfer_id', fixture.id(103), 'kind', 'capture', 'amount', null, 'memo', null,
        'hold_transfer_id', fixture.id(102), 'is_rest', true
    ) || p_changed);
$body$;

select is(
    (pg_temp.capture('{}')).debit_balance, 350::core.balance,
    'does not mind an amount that the request leaves open'
);

select is(
    (pg_temp.capture('{"amount": 50, "is_rest": false}')).refusal -> 'facts' ->> 'differing',
    '["amount"]',
    'minds one that was left open at first'
);

select is(
    pg_temp.differing(jsonb_build_object(
        'transfer_id', fixture.id(102), 'kind', 'hold', 'amount', 50, 'memo', null,
        'expires_at', '2100-01-01 12:00:01+00'
    )),
    '["expires_at"]',
    'sees another expiry'
);

select throws_ok(
    $$ select pg_temp.replay(jsonb_build_object('transfer_id', fixture.id(999))) $$,
    'P0002', 'query returned no rows',
    'is not asked about an id that is free'
);

select throws_ok(
    $$ select pg_temp.replay(jsonb_build_object('book_id', fixture.id(2))) $$,
    'P0002', 'query returned no rows',
    'does not look into another book'
);

select fixture.invariants();

select finish();
rollback;

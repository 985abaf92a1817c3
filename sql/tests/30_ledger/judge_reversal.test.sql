begin;
select plan(14);

select fixture.account(11, p_balance => 1000);
select fixture.account(12);

-- Transfer 100 moves 500 from account 11 to account 12; transfer 101 is refused.
select api.post_transfer(
    fixture.id(1), fixture.id(100), fixture.id(11), fixture.id(12), 500, 'EUR'
);
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 501, 'EUR'
);

create function pg_temp.judge(p_amount bigint, p_reverses integer default 100)
returns core.refusal
language sql
as $body$
    select ledger.judge_reversal(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(200), 'kind', 'reversal',
            'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11),
            'amount', p_amount, 'currency', 'EUR', 'value_date', '2026-01-31',
            'reverses_transfer_id', fixture.id(p_reverses)
        ))
    );
$body$;

create function pg_temp.reverse(p_number integer, p_amount bigint, p_reverses integer default 100)
returns text
language sql
as $body$
    select refusal ->> 'code'
    from api.reverse_transfer(
        fixture.id(1), fixture.id(p_reverses), fixture.id(p_number), p_amount
    );
$body$;


-- LG308

select is(
    pg_temp.judge(1, 101),
    core.refusal('LG308', jsonb_build_object(
        'argument', 'reverses_transfer_id', 'reverses_transfer_id', fixture.id(101),
        'kind', 'transfer', 'was_refused', true
    )),
    'refuses to take back what was refused'
);

select is(pg_temp.reverse(201, 100), null, 'lets a part be taken back');

select is(
    pg_temp.judge(1, 201) -> 'facts',
    jsonb_build_object(
        'argument', 'reverses_transfer_id', 'reverses_transfer_id', fixture.id(201),
        'kind', 'reversal', 'was_refused', false
    ),
    'refuses to take back what was itself taken back'
);

-- Hold 110 set 100 of account 11 aside: 111 captured a part, 112 gave the rest back.
select api.authorise_hold(
    fixture.id(1), fixture.id(110), fixture.id(11), fixture.id(12), 100, 'EUR'
);
select api.capture_hold(fixture.id(1), fixture.id(110), fixture.id(111), 60);
select api.void_hold(fixture.id(1), fixture.id(110), fixture.id(112));

select results_eq(
    $$ select pg_temp.judge(1, number) -> 'facts' ->> 'kind'
       from unnest(array[110, 112]) as number $$,
    $$ values ('hold'), ('void') $$,
    'refuses to take back what moved nothing'
);

select is(pg_temp.judge(60, 111), null, 'lets a capture be taken back');


-- LG307

select is(pg_temp.judge(400), null, 'lets all be taken back that is left');

select is(
    pg_temp.judge(401),
    core.refusal('LG307', jsonb_build_object(
        'argument', 'amount', 'asked', '401', 'available', '400', 'reversed', '100'
    )),
    'refuses one unit more than is left'
);

select is(pg_temp.reverse(202, 401), 'LG307', 'lets a refused reversal leave its row');

select is(pg_temp.judge(400), null, 'does not count a reversal that was refused');

select is(pg_temp.reverse(203, 400), null, 'lets the rest be taken back');

select is(
    pg_temp.judge(1) -> 'facts',
    '{"argument": "amount", "asked": "1", "available": "0", "reversed": "500"}'::jsonb,
    'refuses any more once all is taken back'
);

select is(
    pg_temp.judge(1000, 11), null,
    'counts what was taken back of this transfer alone'
);

select throws_ok(
    $$ select pg_temp.judge(1, 999) $$,
    'P0002', 'query returned no rows',
    'is not asked about a transfer that is not there'
);

select fixture.invariants();

select finish();
rollback;

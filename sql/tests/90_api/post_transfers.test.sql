begin;
select plan(16);

-- Book 1 has a payer (11) with 500, a payee (12), and a dollar account (13).
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_currency => 'USD');

create function pg_temp.item(p_number integer, p_amount bigint, p_changed jsonb default '{}')
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(p_number), 'debit_account_id', fixture.id(11),
    'credit_account_id', fixture.id(12), 'amount', p_amount, 'currency', 'EUR'
) || p_changed;

create function pg_temp.post(p_link uuid, variadic p_items jsonb[])
returns table (
    place integer,
    transfer_id uuid,
    debit_balance bigint,
    credit_balance bigint,
    value_date date,
    replayed boolean,
    refusal jsonb
)
language sql
as $body$
    select place, transfer_id, debit_balance, credit_balance, value_date, replayed, refusal
    from api.post_transfers(
        fixture.id(1), to_jsonb(p_items), p_link, 'user:7', repeat('a', 32)
    );
$body$;

create function pg_temp.many(p_count integer)
returns jsonb
language sql
as $body$
    select coalesce(jsonb_agg(pg_temp.item(1000 + number, 1)), '[]')
    from generate_series(1, p_count) as number;
$body$;


-- 1 validate

select throws_ok(
    $$ select api.post_transfers(null, '[1]') $$,
    'LG002', 'A required value is missing.',
    'refuses a batch without a book'
);

select is(
    fixture.facts_of($$ select api.post_transfers(fixture.id(1), null) $$),
    '{"argument": "transfers"}',
    'refuses one without a list'
);

select throws_ok(
    $$ select api.post_transfers(fixture.id(1), '[]') $$,
    'LG005', 'The batch has no item, or too many.',
    'refuses an empty list'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.post_transfers(%L, %L)', fixture.id(1), list))
       from unnest(array['{}', '7', 'null', pg_temp.many(501)::text]::jsonb[]) as list $$,
    $$ select jsonb_build_object('argument', 'transfers', 'asked', n, 'least', 1, 'most', 500)
       from unnest(array[0, 0, 0, 501]) as n $$,
    'refuses what is no list, and a list of 501'
);


-- 4 judge

select throws_ok(
    $$ select api.post_transfers(fixture.id(1), pg_temp.many(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select place, transfer_id, replayed, refusal ->> 'code', refusal -> 'facts' ->> 'argument'
       from pg_temp.post(
           null,
           '"x"', pg_temp.item(101, 1) - 'amount', pg_temp.item(102, 0),
           pg_temp.item(103, 1, jsonb_build_object('credit_account_id', fixture.id(11))),
           pg_temp.item(104, 1, '{"transfer_id": "016f5e66-e800-7000-8000-000000000101"}'),
           pg_temp.item(105, 1, jsonb_build_object('debit_account_id', fixture.id(99))),
           pg_temp.item(106, 1, '{"currency": "EUX"}'),
           pg_temp.item(107, 1, jsonb_build_object('debit_account_id', fixture.id(13)))
       ) $$,
    $$ values
        (1, null::uuid, false, 'LG013', ''), (2, fixture.id(101), false, 'LG002', 'amount'),
        (3, null, false, 'LG013', 'amount'),
        (4, fixture.id(103), false, 'LG001', 'credit_account_id'),
        (5, '016f5e66-e800-7000-8000-000000000101', false, 'LG003', 'transfer_id'),
        (6, fixture.id(105), false, 'LG101', 'debit_account_id'),
        (7, fixture.id(106), false, 'LG103', 'currency'),
        (8, fixture.id(107), false, 'LG302', 'currency') $$,
    'answers each item by itself, whatever its refusal'
);

select results_eq(
    $$ select transfer_id, refusal ->> 'code' from ledger.transfer
       where transfer_id > fixture.id(100) $$,
    $$ values (fixture.id(107), 'LG302') $$,
    'records what could be judged'
);


-- 5 write, 6 record

select results_eq(
    $$ select * from pg_temp.post(
           null,
           pg_temp.item(112, 300, '{"memo": "rent", "kind": "fee", "value_date": "2026-01-31"}'),
           pg_temp.item(111, 201), pg_temp.item(110, 200), pg_temp.item(112, 300)
       ) $$,
    $$ values
        (1, fixture.id(112), 200::bigint, 300::bigint, '2026-01-31'::date, false, null::jsonb),
        (2, fixture.id(111), null, null, null, false, core.refusal('LG303', jsonb_build_object(
            'account_id', fixture.id(11), 'asked', '201', 'available', '200', 'balance', '200',
            'held', '0', 'balance_floor', '0'
        ))::jsonb),
        (3, fixture.id(110), 0, 500, '2026-01-01', false, null),
        (4, fixture.id(112), null, null, null, false, core.refusal('LG301', jsonb_build_object(
            'argument', 'transfer_id', 'transfer_id', fixture.id(112),
            'differing', array['kind', 'memo', 'value_date']
        ))::jsonb) $$,
    'posts in the order of the items'
);

select results_eq(
    $$ select kind::text, memo::text, link_id, recorded_by::text, trace::text from ledger.transfer
       where transfer_id in (fixture.id(110), fixture.id(112)) order by transfer_id $$,
    $$ values
        ('transfer', null, null::uuid, 'user:7', repeat('a', 32)),
        ('fee', 'rent', null, 'user:7', repeat('a', 32)) $$,
    'records what was asked, and by whom'
);


-- 3 replay

select results_eq(
    $$ select place, debit_balance, replayed, refusal ->> 'code' from pg_temp.post(
           null, pg_temp.item(110, 200), pg_temp.item(111, 201), pg_temp.item(110, 200)
       ) $$,
    $$ values
        (1, 0::bigint, true, null::text), (2, null, true, 'LG303'), (3, 0, true, null) $$,
    'answers a batch again as at first, though it is cut otherwise'
);

select results_eq(
    $$ select debit_balance::bigint, replayed from api.post_transfer(
           fixture.id(1), fixture.id(110), fixture.id(11), fixture.id(12), 200, 'EUR'
       ) $$,
    $$ values (0::bigint, true) $$,
    'has posted what a single request would'
);


-- Linked

select api.post_transfer(
    fixture.id(1), fixture.id(120), fixture.id(12), fixture.id(11), 500, 'EUR'
);

select results_eq(
    $$ select place, debit_balance, replayed, refusal
       from pg_temp.post(
           fixture.id(7), pg_temp.item(121, 500), pg_temp.item(122, 1), pg_temp.item(123, 0)
       ) $$,
    $$ select n, null::bigint, false, case n
           when 1 then core.refusal('LG310', '{"place": 2, "code": "LG303"}')
           when 2 then core.refusal('LG303', jsonb_build_object(
               'account_id', fixture.id(11), 'asked', '1', 'available', '0', 'balance', '0',
               'held', '0', 'balance_floor', '0'
           ))
           else core.refusal('LG013', '{"argument": "amount"}')
       end::jsonb
       from generate_series(1, 3) as n $$,
    'posts none of linked transfers where one is refused, and says which'
);

select results_eq(
    $$ select debit_balance, replayed from pg_temp.post(
           fixture.id(8), pg_temp.item(124, 100), pg_temp.item(125, 400)
       ) $$,
    $$ values (400::bigint, false), (0, false) $$,
    'posts all of them where all are granted'
);

select results_eq(
    $$ select transfer_id, link_id from ledger.transfer
       where link_id is not null order by transfer_id $$,
    $$ values
        (fixture.id(121), fixture.id(7)), (fixture.id(122), fixture.id(7)),
        (fixture.id(124), fixture.id(8)), (fixture.id(125), fixture.id(8)) $$,
    'records the link'
);


-- What must hold whatever happened

select results_eq(
    $$ select count(*), count(refusal) from api.post_transfers(fixture.id(1), pg_temp.many(500)) $$,
    $$ values (500::bigint, 500::bigint) $$,
    'takes a list of 500'
);

select fixture.invariants();

select finish();
rollback;

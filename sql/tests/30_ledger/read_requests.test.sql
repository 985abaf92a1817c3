begin;
select plan(5);

create function pg_temp.item(p_number integer, p_changed jsonb default '{}')
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(p_number), 'debit_account_id', fixture.id(11),
    'credit_account_id', fixture.id(12), 'amount', 100, 'currency', 'EUR'
) || p_changed;

create function pg_temp.read(variadic p_items jsonb[])
returns setof ledger.transfer
language sql
as $body$
    select *
    from unnest(ledger.read_requests(
        fixture.id(1), to_jsonb(p_items), fixture.id(7), 'user:7', repeat('a', 32)
    ));
$body$;

select results_eq(
    $$ select
           book_id, transfer_id, kind::text, debit_account_id, credit_account_id, amount::bigint,
           currency::text, value_date, memo::text, link_id, recorded_by::text, trace::text,
           refusal::jsonb
       from pg_temp.read(
           pg_temp.item(101), pg_temp.item(100, '{
               "kind": "fee", "amount": "7", "value_date": "2026-01-31", "memo": "rent"
           }')
       ) $$,
    $$ values
        (
            fixture.id(1), fixture.id(101), 'transfer', fixture.id(11), fixture.id(12), 100::bigint,
            'EUR', null::date, null::text, fixture.id(7), 'user:7', repeat('a', 32),
            null::jsonb
        ),
        (
            fixture.id(1), fixture.id(100), 'fee', fixture.id(11), fixture.id(12), 7,
            'EUR', '2026-01-31', 'rent', fixture.id(7), 'user:7', repeat('a', 32), null
        ) $$,
    'reads the items in their order, a number or its digits'
);

select results_eq(
    $$ select transfer_id, refusal::jsonb from pg_temp.read(
           pg_temp.item(100, '{"amount": 0}'), '7', pg_temp.item(102, '{"debit_account_id": "x"}'),
           pg_temp.item(103, jsonb_build_object('memo', repeat('x', 141))), pg_temp.item(104)
       ) $$,
    $$ values
        (null::uuid, core.refusal('LG013', '{"argument": "amount"}')::jsonb),
        (null, core.refusal('LG013', '{"argument": ""}')),
        (null, core.refusal('LG013', '{"argument": "debit_account_id"}')),
        (null, core.refusal('LG013', '{"argument": "memo"}')),
        (fixture.id(104), null) $$,
    'refuses what is no transfer, each by itself'
);

select results_eq(
    $$ select refusal -> 'facts' ->> 'argument'
       from unnest(array[
           'transfer_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency'
       ]) as key,
       pg_temp.read(pg_temp.item(100) - key) $$,
    $$ values
        ('transfer_id'), ('debit_account_id'), ('credit_account_id'), ('amount'), ('currency') $$,
    'refuses an item without a value that it needs, and names it'
);

select results_eq(
    $$ select transfer_id, refusal from pg_temp.read(
           pg_temp.item(100, jsonb_build_object('credit_account_id', fixture.id(11)))
       ) $$,
    $$ select fixture.id(100), core.refusal('LG001', jsonb_build_object(
           'argument', 'credit_account_id', 'account_id', fixture.id(11)
       )) $$,
    'refuses a transfer of an account to itself'
);

select results_eq(
    $$ select count(*) from pg_temp.read(variadic array(
           select pg_temp.item(
               number::integer, (case number when 50 then '{"currency": "€"}' else '{}' end)::jsonb
           )
           from generate_series(1, 100) as number
       )) where refusal is null $$,
    $$ values (99::bigint) $$,
    'lets none suffer for its neighbour'
);

select finish();
rollback;

begin;
select plan(5);

create function pg_temp.item(p_changed jsonb)
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(100), 'debit_account_id', fixture.id(11),
    'credit_account_id', fixture.id(12), 'amount', 100, 'currency', 'EUR'
) || p_changed;

select is_empty(
    $$ select changed from unnest(array[
           '{}', '{"amount": 1}', '{"amount": 1000000000000000}', '{"amount": "100"}',
           '{"memo": "x", "value_date": "2026-01-01", "kind": "fee"}', '{"kind": "transfer"}',
           '{"memo": null, "value_date": null, "kind": null, "amount": null}',
           '{"transfer_id": "019B76DAA80070008000000000000100"}',
           '{"transfer_id": "{019b76da-a800-7000-8000-000000000100}"}'
       ]::jsonb[]) as changed
       where ledger.find_malformed(pg_temp.item(changed)) is not null $$,
    'has nothing against what a transfer has'
);

select is_empty(
    $$ select changed from unnest(array[
           '{"amount": 0}', '{"amount": -1}', '{"amount": 1000000000000001}', '{"amount": 1.5}',
           '{"amount": "1e3"}', '{"amount": " 1"}', '{"amount": "01"}', '{"amount": true}',
           '{"amount": [1]}', '{"amount": ""}', '{"amount": "99999999999999999999"}'
       ]::jsonb[]) as changed
       where ledger.find_malformed(pg_temp.item(changed)) is distinct from 'amount' $$,
    'finds an amount that is none'
);

select is_empty(
    $$ select key, value
       from (values
           ('transfer_id', '""'), ('transfer_id', '7'), ('debit_account_id', '"x"'),
           ('debit_account_id', '"019b76da-a800-7000-8000-00000000010"'),
           ('credit_account_id', '"019b76da-a800-7000-8000-00000000010g"'),
           ('credit_account_id', '{}'), ('currency', '"eur"'), ('currency', '"EURO"'),
           ('memo', '""'), ('memo', to_jsonb(repeat('x', 141))), ('value_date', '"infinity"'),
           ('value_date', '"2026-02-29"'), ('kind', '"reversal"'), ('kind', '"hold"')
       ) as wrong (key, value)
       where ledger.find_malformed(pg_temp.item(jsonb_build_object(key, value::jsonb)))
       is distinct from key $$,
    'finds what is none of the others'
);

select is(
    ledger.find_malformed(pg_temp.item('{"valuedate": 1, "note": 2}')), 'note',
    'finds what no transfer has, the first by its name'
);

select is_empty(
    $$ select item from unnest(array['1', '"x"', 'null', '[]', 'true']::jsonb[]) as item
       where ledger.find_malformed(item) is distinct from '' $$,
    'finds what is no object'
);

select finish();
rollback;

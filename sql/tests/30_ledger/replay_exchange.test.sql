begin;
select plan(5);

select fixture.exchange_accounts();
select fixture.exchange(101, p_fee => 50);

create function pg_temp.replay(p_changes jsonb)
returns ledger.exchange
language sql
begin atomic
    select ledger.replay_exchange(
        jsonb_populate_record(null::ledger.exchange, jsonb_build_object(
            'book_id', fixture.id(1), 'exchange_id', fixture.id(101),
            'from_account_id', fixture.id(12), 'to_account_id', fixture.id(13),
            'sold', 10000, 'sold_currency', 'EUR', 'bought_currency', 'USD',
            'fee', 50, 'fee_account_id', fixture.id(22), 'memo', 'trip',
            'value_date', '2026-01-01'
        ) || p_changes)
    );
end;

select is(
    pg_temp.replay(jsonb_build_object('exchange_id', fixture.id(102)))::text, null,
    'knows nothing of an id that is new'
);

select results_eq(
    $$ select replayed.*
       from (values ('{}'::jsonb), ('{"rate_date": "2026-01-01"}')) as c (changes),
       pg_temp.replay(changes) as replayed $$,
    $$ select exchange.* from ledger.exchange, generate_series(1, 2) $$,
    'returns what is stored, whether the day of the rates is named or not'
);

select results_eq(
    $$ select (pg_temp.replay(changes)).refusal -> 'facts' -> 'differing'
       from (values
           (jsonb_build_object('from_account_id', fixture.id(13))),
           (jsonb_build_object('to_account_id', fixture.id(14))),
           ('{"sold": 10001, "sold_currency": "USD"}'),
           ('{"bought_currency": "JPY"}'),
           ('{"rate_date": "2025-12-31"}'),
           ('{"fee": null, "fee_account_id": null}'),
           ('{"memo": null}'),
           ('{"value_date": "2026-01-02"}')
       ) as c (changes) $$,
    $$ values
        ('["from_account_id"]'::jsonb), ('["to_account_id"]'), ('["sold", "sold_currency"]'),
        ('["bought_currency"]'), ('["rate_date"]'), ('["fee", "fee_account_id"]'),
        ('["memo"]'), ('["value_date"]') $$,
    'refuses the id of another request, and says what differs'
);

select results_eq(
    $$ select num_nonnulls(sold, bought, from_account_id), exchange_id, refusal ->> 'code'
       from pg_temp.replay('{"sold": 1}') $$,
    $$ values (0, fixture.id(101), 'LG301') $$,
    'tells nothing else of the other'
);

select volatility_is('ledger', 'replay_exchange', 'stable', 'only looks');

select finish();
rollback;

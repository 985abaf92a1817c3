begin;
select plan(5);

select results_eq(
    $$ select core.is_v7(ledger.exchange_transfer_id(fixture.id(101), place))
       from generate_series(1, 3) as place $$,
    $$ values (true), (true), (true) $$,
    'is a uuid v7'
);

select is(
    (
        select count(distinct ledger.exchange_transfer_id(fixture.id(exchange), place))
        from generate_series(1, 1000) as exchange
        cross join generate_series(1, 3) as place
    ),
    3000::bigint,
    'is another one for each exchange and place'
);

select is_empty(
    $$ select ledger.exchange_transfer_id(id, 1)
       from unnest(array[
           '019b76da-a800-7000-8000-000000000001', '019bffff-ffff-7fff-bfff-ffffffffffff'
       ]::uuid[]) as id
       where
           core.id_time(ledger.exchange_transfer_id(id, 1)) <> core.id_time(id) $$,
    'has the time of the exchange, and so its month'
);

select is(
    ledger.exchange_transfer_id(fixture.id(101), 1),
    '019b76da-a800-7000-8c0d-abdee9c1d759',
    'is the same for ever'
);

select volatility_is(
    'ledger', 'exchange_transfer_id', 'immutable', 'depends on its arguments alone'
);

select finish();
rollback;

begin;
select plan(2);

create function pg_temp.legs(p_fee bigint)
returns setof ledger.transfer
language plpgsql
as $body$
declare
    v_exchange ledger.exchange;
begin
    v_exchange.book_id := fixture.id(1);
    v_exchange.exchange_id := fixture.id(101);
    v_exchange.from_account_id := fixture.id(12);
    v_exchange.to_account_id := fixture.id(13);
    v_exchange.sold := 10000;
    v_exchange.sold_currency := 'EUR';
    v_exchange.bought := 11234;
    v_exchange.bought_currency := 'USD';
    v_exchange.fee := p_fee;
    v_exchange.fee_account_id := fixture.id(22);
    v_exchange.value_date := '2026-01-02';
    v_exchange.memo := 'trip';
    v_exchange.recorded_by := 'user:7';
    v_exchange.trace := repeat('a', 32);
    return query
    select leg.*
    from unnest(ledger.exchange_legs(v_exchange, fixture.id(31), fixture.id(32))) as leg;
end;
$body$;

select results_eq(
    $$ select
           transfer_id, kind::text, debit_account_id, credit_account_id, amount::bigint,
           currency::text
       from pg_temp.legs(50) $$,
    $$ select
           ledger.exchange_transfer_id(fixture.id(101), place), kind, fixture.id(debit),
           fixture.id(credit), amount::bigint, currency
       from (values
           (1, 'exchange', 12, 31, 10000, 'EUR'),
           (2, 'exchange', 32, 13, 11234, 'USD'),
           (3, 'fee', 12, 22, 50, 'EUR')
       ) as leg (place, kind, debit, credit, amount, currency) $$,
    'gives what is sold and takes what is bought through the accounts of the currencies'
);

select results_eq(
    $$ select
           book_id, link_id, value_date, memo::text, recorded_by::text, trace::text, count(*)
       from pg_temp.legs(null)
       group by 1, 2, 3, 4, 5, 6 $$,
    $$ values (
        fixture.id(1), fixture.id(101), date '2026-01-02', 'trip', 'user:7', repeat('a', 32),
        2::bigint
    ) $$,
    'has no third without a fee, and all say for what they are'
);

select finish();
rollback;

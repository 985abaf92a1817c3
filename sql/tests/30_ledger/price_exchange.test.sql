begin;
select plan(9);

select fixture.exchange_accounts();

create function pg_temp.price(
    p_sold bigint,
    p_to text default 'USD',
    p_value_date date default '2026-01-01',
    p_rate_date date default null,
    p_from text default 'EUR'
)
returns table (bought bigint, rate_date date, code text, facts jsonb)
language plpgsql
as $body$
declare
    v_exchange ledger.exchange;
begin
    v_exchange.book_id := fixture.id(1);
    v_exchange.sold := p_sold;
    v_exchange.sold_currency := p_from;
    v_exchange.bought_currency := p_to;
    v_exchange.value_date := p_value_date;
    v_exchange.rate_date := p_rate_date;
    v_exchange := ledger.price_exchange(v_exchange);
    return query select
        v_exchange.bought::bigint,
        v_exchange.rate_date,
        v_exchange.refusal ->> 'code',
        v_exchange.refusal -> 'facts';
end;
$body$;

select results_eq(
    $$ select bought, rate_date from pg_temp.price(10000) $$,
    $$ values (11234::bigint, date '2026-01-01') $$,
    'takes the rates of the value date'
);

select results_eq(
    $$ select bought, rate_date from pg_temp.price(10000, p_rate_date => '2025-12-31') $$,
    $$ values (11000::bigint, date '2025-12-31') $$,
    'takes those of the day that is asked for'
);

select results_eq(
    $$ select rate_date from pg_temp.price(10000, p_value_date => '2026-01-08') $$,
    $$ values (date '2026-01-01') $$,
    'takes rates that are a week old'
);

select throws_ok(
    $$ select pg_temp.price(10000, p_value_date => '2026-01-09') $$,
    'LG107', 'There is no exchange rate for the day.',
    'refuses rates that are older'
);

select results_eq(
    $$ select fixture.facts_of(format(
           'select pg_temp.price(1, %L, %L, %L, %L)', bought, value_date, rate_date, sold
       ))
       from (values
           ('USD', date '2026-01-09', null::date, 'EUR'),
           ('USD', '2025-12-31', '2026-01-01', 'EUR'),
           ('USD', '2026-01-01', '2025-12-30', 'EUR'),
           ('USD', '2026-01-01', null, 'USD')
       ) as asked (bought, value_date, rate_date, sold) $$,
    $$ select jsonb_build_object(
           'argument', argument, 'asked', asked, 'sold_currency', sold, 'bought_currency', 'USD'
       )
       from (values
           ('value_date', '2026-01-09', 'EUR'), ('rate_date', '2026-01-01', 'EUR'),
           ('rate_date', '2025-12-30', 'EUR'), ('value_date', '2026-01-01', 'USD')
       ) as facts (argument, asked, sold) $$,
    'refuses a day without rates, one after the value date, and a currency for itself'
);

select results_eq(
    $$ select sold, bought, code
       from unnest(array[1, 2]) as sold, pg_temp.price(sold, 'EUR', p_from => 'JPY') $$,
    $$ values (1, null::bigint, 'LG320'), (2, 1, null) $$,
    'refuses what buys less than a minor unit'
);

select results_eq(
    $$ select facts from pg_temp.price(1, 'EUR', p_from => 'JPY') $$,
    $$ values ('{
           "argument": "sold", "asked": "1", "sold_rate": "121.94", "bought_rate": "1"
       }'::jsonb) $$,
    'says at which rates'
);

select results_eq(
    $$ select sold, bought, code
       from unnest(array[890154886950330, 890154886950331]) as sold, pg_temp.price(sold) $$,
    $$ values
        (890154886950330, 1000000000000000::bigint, null),
        (890154886950331, null, 'LG306') $$,
    'refuses what buys more than an amount can be'
);

select results_eq(
    $$ select facts from pg_temp.price(900000000000000) $$,
    $$ values (
        '{"argument": "sold", "asked": "900000000000000", "bought": "1011060000000000"}'::jsonb
    ) $$,
    'says how much that would be'
);

select finish();
rollback;

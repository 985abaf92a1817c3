begin;
select plan(3);

create function pg_temp.convert(
    p_sold bigint,
    p_from text,
    p_sold_rate numeric,
    p_to text,
    p_bought_rate numeric
)
returns table (bought numeric, remainder_parts numeric)
language plpgsql
as $body$
declare
    v_exchange ledger.exchange;
begin
    v_exchange.sold := p_sold;
    v_exchange.sold_currency := p_from;
    v_exchange.sold_rate := p_sold_rate;
    v_exchange.bought_currency := p_to;
    v_exchange.bought_rate := p_bought_rate;
    return query select * from ledger.convert(v_exchange);
end;
$body$;

select results_eq(
    $$ select sold, from_currency, to_currency, converted.bought
       from (values
           (10000, 'EUR', 1, 'USD', 1.1234),
           (10000, 'EUR', 1, 'JPY', 121.94),
           (10000, 'EUR', 1, 'KWD', 0.3404),
           (10000, 'JPY', 121.94, 'EUR', 1),
           (10000, 'KWD', 0.3404, 'JPY', 121.94),
           (1, 'JPY', 121.94, 'KWD', 0.3404),
           (121, 'JPY', 121.94, 'EUR', 1)
       ) as asked (sold, from_currency, sold_rate, to_currency, bought_rate),
       pg_temp.convert(sold, from_currency, sold_rate, to_currency, bought_rate) as converted $$,
    $$ values
        (10000, 'EUR', 'USD', 11234::numeric), -- 100.00 are 112.34
        (10000, 'EUR', 'JPY', 12194), -- 12194 without a decimal
        (10000, 'EUR', 'KWD', 34040), -- 34.040
        (10000, 'JPY', 'EUR', 8200), -- 82.0075…
        (10000, 'KWD', 'JPY', 3582), -- 10.000 are 3582.256…
        (1, 'JPY', 'KWD', 2), -- 0.00279…
        (121, 'JPY', 'EUR', 99) $$, -- 0.992…
    'counts in minor units of both currencies, and rounds down'
);

select results_eq(
    $$ select * from pg_temp.convert(10000, 'JPY', 121.94, 'EUR', 1) $$,
    $$ values (8200::numeric, 1000000 - 8200 * 121.94) $$,
    'tells exactly what is left'
);

select results_eq(
    $$ select * from pg_temp.convert(
           1000000000000000, 'EUR', 1, 'USD', 999999999999.999999999999
       ) $$,
    $$ values (999999999999999999999999000::numeric, 0::numeric) $$,
    'loses no digit of the largest amount and rate'
);

select finish();
rollback;

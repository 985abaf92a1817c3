-- Whole numbers and finite decimals: div and mod are exact, and nothing is rounded but once, down.

create or replace function ledger.convert(
    p_exchange ledger.exchange,
    out bought numeric,
    out remainder_parts numeric
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_sold_units numeric := (
        select ('1e' || exponent)::numeric
        from core.currency
        where currency = p_exchange.sold_currency
    );
    v_bought_units numeric := (
        select ('1e' || exponent)::numeric
        from core.currency
        where currency = p_exchange.bought_currency
    );
    v_parts numeric := p_exchange.sold * p_exchange.bought_rate * v_bought_units;
    v_whole numeric := p_exchange.sold_rate * v_sold_units;
begin
    bought := div(v_parts, v_whole);
    remainder_parts := mod(v_parts, v_whole);
end;
$body$;

comment on function ledger.convert is
'What an amount is worth in the other currency at the rates of an exchange: whole minor units, and
what is left, in parts of which sold_rate times ten to the exponent of the sold currency are one.';

revoke all on function ledger.convert from public;
grant execute on function ledger.convert to report_read;

create or replace function ledger.price_exchange(p_request ledger.exchange)
returns ledger.exchange
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_row ledger.exchange := p_request;
    v_bought numeric;
begin
    select
        rate_date,
        sold_rate,
        bought_rate
    into v_row.rate_date, v_row.sold_rate, v_row.bought_rate
    from ledger.find_rates(
        v_row.book_id,
        v_row.sold_currency,
        v_row.bought_currency,
        coalesce(p_request.rate_date, v_row.value_date - 7),
        coalesce(p_request.rate_date, v_row.value_date)
    );

    if
        v_row.rate_date is null
        or v_row.rate_date > v_row.value_date
    then
        perform core.refuse('LG107', jsonb_build_object(
            'argument', case
                when p_request.rate_date is null then 'value_date'
                else 'rate_date'
            end,
            'asked', coalesce(p_request.rate_date, p_request.value_date),
            'sold_currency', v_row.sold_currency,
            'bought_currency', v_row.bought_currency
        ));
    end if;

    select
        bought,
        remainder_parts
    into strict v_bought, v_row.remainder_parts
    from ledger.convert(v_row);

    if v_bought = 0 then
        v_row.refusal := core.refusal('LG320', jsonb_build_object(
            'argument', 'sold',
            'asked', v_row.sold::text,
            'sold_rate', v_row.sold_rate::text,
            'bought_rate', v_row.bought_rate::text
        ));
        return v_row;
    end if;

    if v_bought > 1000000000000000 then -- of core.amount
        v_row.refusal := core.refusal('LG306', jsonb_build_object(
            'argument', 'sold', 'asked', v_row.sold::text, 'bought', v_bought::text
        ));
        return v_row;
    end if;

    v_row.bought := v_bought;
    return v_row;
end;
$body$;

comment on function ledger.price_exchange is
'A request with the rates of its day and what it buys by them, or refused because that is nothing or
more than an amount can be.';

revoke all on function ledger.price_exchange from public;

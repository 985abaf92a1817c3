-- Both rates are of one day: a cross rate of two days is nobody's. A day without rates is a Sunday
-- or a holiday, so the last before it will do; rates older than a week mean that none came in.

create or replace function ledger.find_rates(
    p_book_id uuid,
    p_sold_currency core.currency_code,
    p_bought_currency core.currency_code,
    p_from_date date,
    p_to_date date
)
returns table (
    rate_date date,
    sold_rate core.euro_rate,
    bought_rate core.euro_rate
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_currencies constant text[] := array_remove(
        array[p_sold_currency::text, p_bought_currency::text], 'EUR'
    );
begin
    return query
    select
        known.rate_date,
        coalesce(max(known.rate) filter (where known.currency = p_sold_currency), 1)
        ::core.euro_rate as sold_rate,
        coalesce(max(known.rate) filter (where known.currency = p_bought_currency), 1)
        ::core.euro_rate as bought_rate
    from ledger.exchange_rate as known
    where
        known.book_id = p_book_id
        and known.currency = any(v_currencies)
        and known.rate_date between p_from_date and p_to_date
    group by known.rate_date
    having count(*) = cardinality(v_currencies)
    order by known.rate_date desc
    limit 1;
end;
$body$;

comment on function ledger.find_rates is
'The rates of two currencies on the last of some days that has both; no row where none has.';

revoke all on function ledger.find_rates from public;

create or replace function api.list_rates(
    p_book_id uuid,
    p_currency core.currency_code,
    p_from_date date default null,
    p_to_date date default null,
    p_after date default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    rate_date date,
    currency core.currency_code,
    rate core.euro_rate,
    source core.source_name
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_currency, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_currency is null then 'currency'
            else 'limit'
        end));
    end if;

    if p_from_date > p_to_date then
        perform core.refuse('LG004', jsonb_build_object(
            'argument', 'from_date', 'from_date', p_from_date, 'to_date', p_to_date
        ));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        exchange_rate.rate_date,
        exchange_rate.currency,
        exchange_rate.rate,
        exchange_rate.source
    from ledger.exchange_rate
    where
        exchange_rate.book_id = p_book_id
        and exchange_rate.currency = p_currency
        and exchange_rate.rate_date > coalesce(p_after, '-infinity')
        and exchange_rate.rate_date >= coalesce(p_from_date, '-infinity')
        and exchange_rate.rate_date <= coalesce(p_to_date, 'infinity')
    order by exchange_rate.rate_date
    limit p_limit;
end;
$body$;

comment on function api.list_rates is $contract$
List the rates of a currency that a book knows, in the order of their days.

A rate is how many units of the currency are one euro. The days are both included. The euro has no
rates: it is one.

@http       GET /v1/books/{book_id}/rates
@scope      rate:read
@timeout    2s
@page       after rate_date
@error      LG002 The book, the currency or the limit is null.
@error      LG004 The first day is after the last one.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_rates from public;
grant execute on function api.list_rates to api_read;

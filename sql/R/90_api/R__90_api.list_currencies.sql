-- The list is the same for every book. It's asked for by book all the same: the book leads to the
-- server that answers, and to whom it may answer.

create or replace function api.list_currencies(
    p_book_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    currency core.currency_code,
    currency_name text,
    exponent smallint,
    withdrawn text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row
    if p_book_id is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'book_id'));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        currency.currency,
        currency.currency_name,
        currency.exponent,
        currency.withdrawn
    from core.currency
    where currency.exponent is not null
    order by currency.currency;
end;
$body$;

comment on function api.list_currencies is $contract$
List the currencies in which the book can keep accounts, withdrawn ones too.

The exponent says what a minor unit is: with 2, an amount of 1050 is 10.50. The column withdrawn
says since when a currency is out of use, as the ISO list writes it.

@http       GET /v1/books/{book_id}/currencies
@scope      currency:read
@timeout    2s
@most       1000
@cache      300s
@error      LG002 The book is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_currencies from public;
grant execute on function api.list_currencies to api_read;

-- Planned for each call, by the filter that it has: the exchanges of an account are read by two
-- indexes, all of a book by the key.

create or replace function api.list_exchanges(
    p_book_id uuid,
    p_account_id uuid default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    exchange_id uuid,
    from_account_id uuid,
    to_account_id uuid,
    sold core.amount,
    sold_currency core.currency_code,
    bought core.amount,
    bought_currency core.currency_code,
    rate_date date,
    sold_rate core.euro_rate,
    bought_rate core.euro_rate,
    remainder_parts numeric,
    fee core.amount,
    fee_account_id uuid,
    value_date date,
    memo core.memo,
    refusal_code text,
    recorded_by core.actor,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        exchange.exchange_id,
        exchange.from_account_id,
        exchange.to_account_id,
        exchange.sold,
        exchange.sold_currency,
        exchange.bought,
        exchange.bought_currency,
        exchange.rate_date,
        exchange.sold_rate,
        exchange.bought_rate,
        exchange.remainder_parts,
        exchange.fee,
        exchange.fee_account_id,
        exchange.value_date,
        exchange.memo,
        exchange.refusal ->> 'code' as refusal_code,
        exchange.recorded_by,
        exchange.recorded_at
    from ledger.exchange
    where
        exchange.book_id = p_book_id
        and exchange.exchange_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
        and (
            p_account_id is null
            or exchange.from_account_id = p_account_id
            or exchange.to_account_id = p_account_id
        )
    order by exchange.exchange_id
    limit p_limit;
end;
$body$;

comment on function api.list_exchanges is $contract$
List what was exchanged in a book, from and to one account or any, in the order of the ids.

The ids are those of who asked, so they come by the clocks of these. Refused ones are among them:
they have a refusal_code, and nothing was bought; the rates are those that they were judged by. What
each field means stands with the exchange itself. The transfers of an exchange have its id as their
link_id. An account without exchanges, or one that the book does not have, gives an empty list.

@http       GET /v1/books/{book_id}/exchanges
@scope      transfer:read
@timeout    2s
@page       after exchange_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_exchanges from public;
grant execute on function api.list_exchanges to api_read;

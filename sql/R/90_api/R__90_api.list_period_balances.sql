-- One range of the primary key.

create or replace function api.list_period_balances(
    p_book_id uuid,
    p_period_start date,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    debits numeric,
    credits numeric,
    balance numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_period_start, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_period_start is null then 'period_start'
            else 'limit'
        end));
    end if;

    perform ledger.require_month(p_period_start);

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        held.account_id,
        held.currency,
        held.debits,
        held.credits,
        held.balance
    from ledger.period_balance as held
    where
        held.book_id = p_book_id
        and held.period_start = p_period_start
        and held.account_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    order by held.account_id
    limit p_limit;
end;
$body$;

comment on function api.list_period_balances is $contract$
List the trial balance of a closed month: what each account moved in it, and held at its end.

By value date, in minor units. An account without a line until then is not in it. A month that is
not closed has none: the list is empty.

@http       GET /v1/books/{book_id}/periods/{period_start}/balances
@scope      period:read
@timeout    2s
@page       after account_id
@error      LG002 The book, the period or the limit is null.
@error      LG010 The day is not the first of a month.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_period_balances from public;
grant execute on function api.list_period_balances to api_read;

create or replace function api.list_periods(
    p_book_id uuid,
    p_after date default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    period_start date,
    state core.period_state,
    closed_at timestamptz,
    balance_hash text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
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
        period.period_start,
        period.state,
        period.closed_at,
        encode(period.balance_hash, 'hex') as balance_hash
    from ledger.period
    where
        period.book_id = p_book_id
        and period.period_start > coalesce(p_after, '-infinity')
    order by period.period_start
    limit p_limit;
end;
$body$;

comment on function api.list_periods is $contract$
List the months of a book that were ever closed or softly closed, in order.

A month that is not there is open, unless a later one is closed or closing: that shuts all before
it.

@http       GET /v1/books/{book_id}/periods
@scope      period:read
@timeout    2s
@page       after period_start
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_periods from public;
grant execute on function api.list_periods to api_read;

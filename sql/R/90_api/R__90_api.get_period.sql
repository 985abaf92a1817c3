create or replace function api.get_period(
    p_book_id uuid,
    p_period_start date,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    period_start date,
    state core.period_state,
    closed_at timestamptz,
    known_at timestamptz,
    balance_hash text,
    accounts bigint,
    is_shut boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_period_start) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'period_start'
        end));
    end if;

    perform ledger.require_month(p_period_start);

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        p_period_start as period_start,
        coalesce(period.state, 'open')::core.period_state as state,
        period.closed_at,
        period.known_at,
        encode(period.balance_hash, 'hex') as balance_hash,
        (
            select count(*)
            from ledger.period_balance as held
            where
                held.book_id = p_book_id
                and held.period_start = p_period_start
        ) as accounts,
        p_period_start < ledger.open_from(p_book_id) as is_shut
    from (select) as asked
    left join ledger.period
        on
            period.book_id = p_book_id
            and period.period_start = p_period_start;
end;
$body$;

comment on function api.get_period is $contract$
Tell how a month stands: its state, since when it is closed, and the hash of its balances.

known_at is when the last of what it holds was recorded. is_shut says whether it takes no transfer
any more: it is closing or closed, or a later month is.

@http       GET /v1/books/{book_id}/periods/{period_start}
@scope      period:read
@timeout    2s
@single
@error      LG002 The book or the period is null.
@error      LG010 The day is not the first of a month.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_period from public;
grant execute on function api.get_period to api_read;

-- Planned for each call, by the filters that it has: the holds of an account are read by one index,
-- the open ones by another. Else a few of many would be looked for row by row. The page is settled
-- before the journal is asked about it, by the keys of its rows.

create or replace function api.list_holds(
    p_book_id uuid,
    p_debit_account_id uuid default null,
    p_state core.hold_state default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    hold_id uuid,
    debit_account_id uuid,
    credit_account_id uuid,
    currency core.currency_code,
    amount core.amount,
    captured core.held,
    remaining core.held,
    state core.hold_state,
    expires_at timestamptz,
    value_date date,
    memo core.memo,
    recorded_by core.actor,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
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
    with page as materialized (
        select
            hold.book_id,
            hold.hold_id
        from ledger.hold
        where
            hold.book_id = p_book_id
            and hold.hold_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
            and (p_debit_account_id is null or hold.debit_account_id = p_debit_account_id)
            and (p_state is null or hold.state = p_state)
        order by hold.hold_id
        limit p_limit
    )

    select
        hold.hold_id,
        hold.debit_account_id,
        hold.credit_account_id,
        hold.currency,
        hold.amount,
        hold.captured,
        hold.remaining,
        hold.state,
        hold.expires_at,
        hold.value_date,
        hold.memo,
        hold.recorded_by,
        hold.recorded_at
    from page
    inner join report.hold() as hold
        on
            page.book_id = hold.book_id
            and page.hold_id = hold.hold_id
    order by hold.hold_id;
end;
$body$;

comment on function api.list_holds is $contract$
List the holds of a book, of one debit account or of all, in one state or in any.

They come in the order of their ids: by the clocks of those who asked. What get_hold says of each
field holds here too. An account without holds, or one that the book does not have, gives an empty
list.

@http       GET /v1/books/{book_id}/holds
@scope      hold:read
@timeout    2s
@page       after hold_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_holds from public;
grant execute on function api.list_holds to api_read;

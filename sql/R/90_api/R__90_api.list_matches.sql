-- An id is the client's own, so the lowest of all may be one: a page begins with it, and the index
-- finds where.

create or replace function api.list_matches(
    p_book_id uuid,
    p_account_id uuid default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    match_id uuid,
    account_id uuid,
    transfer_ids uuid[],
    is_automatic boolean,
    memo core.memo,
    recorded_by core.actor,
    recorded_at timestamptz,
    end_reason core.memo,
    ended_by core.actor,
    ended_at timestamptz
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
        match.match_id,
        match.account_id,
        match.transfer_ids,
        match.is_automatic,
        match.memo,
        match.recorded_by,
        match.recorded_at,
        ended.reason as end_reason,
        ended.recorded_by as ended_by,
        ended.recorded_at as ended_at
    from ledger.match
    left join ledger.match_end as ended
        on
            ended.book_id = p_book_id
            and match.match_id = ended.match_id
    where
        match.book_id = p_book_id
        and (p_account_id is null or match.account_id = p_account_id)
        and match.match_id >= coalesce(p_after, '00000000-0000-0000-0000-000000000000')
        and match.match_id is distinct from p_after
    order by match.match_id
    limit p_limit;
end;
$body$;

comment on function api.list_matches is $contract$
List the matches of a book, or of one account of it, in the order of their ids.

Those that have ended are among them: they have an ended_at, and their transfers are open again or
in another match.

@http       GET /v1/books/{book_id}/matches
@scope      reconciliation:read
@timeout    5s
@page       after match_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_matches from public;
grant execute on function api.list_matches to api_read;

-- The key of the end is step 3, and the lock: a match ends once, for whoever comes first.

create or replace function api.unmatch_transfers(
    p_book_id uuid,
    p_match_id uuid,
    p_reason core.memo,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    match_id uuid,
    reason core.memo,
    ended_by core.actor,
    ended_at timestamptz,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_is_first boolean;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_match_id, p_reason) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_match_id is null then 'match_id'
            else 'reason'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    if not exists (
        select
        from ledger.match
        where
            book_id = p_book_id
            and match_id = p_match_id
    ) then
        perform core.refuse('LG109', jsonb_build_object(
            'argument', 'match_id', 'match_id', p_match_id
        ));
    end if;

    -- 2 lock, 3 replay, 6 record
    insert into ledger.match_end (
        book_id, match_end_id, match_id, reason, recorded_by, trace, recorded_at
    )
    values (
        p_book_id, core.new_id(), p_match_id, p_reason,
        coalesce(p_actor, session_user), p_trace, core.now()
    )
    on conflict (book_id, match_id) do nothing;

    v_is_first := found;

    -- 5 write: nothing is left of an end that was there
    delete from ledger.match_item
    where
        book_id = p_book_id
        and match_id = p_match_id;

    return query
    select
        ended.match_id,
        ended.reason,
        ended.recorded_by as ended_by,
        ended.recorded_at as ended_at,
        not v_is_first as replayed
    from ledger.match_end as ended
    where
        ended.book_id = p_book_id
        and ended.match_id = p_match_id;
end;
$body$;

comment on function api.unmatch_transfers is $contract$
End a match that was none: its transfers are open again.

Match and end stay in the journal, with who ended it and why. A match ends once: asked again, with
whatever reason, the answer is how it ended, with replayed = true.

@http       POST /v1/books/{book_id}/matches/{match_id}/end
@scope      reconciliation:write
@idempotent match_id
@timeout    5s
@single
@rate       writes 600000/60s
@error      LG002 The book, the match or the reason is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG109 The match is not in the book.
$contract$;

revoke all on function api.unmatch_transfers from public;
grant execute on function api.unmatch_transfers to api_write;

-- One insert for all matches and one for their items. Whoever matches by hand at the same moment
-- is seen at the key of an item: then nothing of this is done, and it is asked again.

create or replace function api.match_exact(
    p_book_id uuid,
    p_account_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    matched bigint,
    ambiguous bigint
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $body$
#variable_conflict use_column
declare
    v_match_ids uuid[];
    v_line_ids uuid[];
    v_own_ids uuid[];
    v_moved bigint[];
    v_ambiguous bigint;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_account(p_book_id, p_account_id);

    select
        coalesce(array_agg(core.new_id()) filter (where exact.is_only), '{}'),
        coalesce(array_agg(exact.line_id) filter (where exact.is_only), '{}'),
        coalesce(array_agg(exact.own_id) filter (where exact.is_only), '{}'),
        coalesce(array_agg(exact.moved) filter (where exact.is_only), '{}'),
        count(distinct exact.line_id) filter (where not exact.is_only)
    into v_match_ids, v_line_ids, v_own_ids, v_moved, v_ambiguous
    from (
        select
            pair.line_id,
            pair.own_id,
            pair.moved,
            count(*) over (partition by pair.line_id) = 1
            and count(*) over (partition by pair.own_id) = 1 as is_only
        from report.suggested_pairs(p_book_id, p_account_id, 0) as pair
        where pair.reason = 'exact'
    ) as exact;

    -- 6 record
    insert into ledger.match (
        book_id, match_id, account_id, transfer_ids, is_automatic,
        recorded_by, trace, recorded_at
    )
    select
        p_book_id,
        made.match_id,
        p_account_id,
        array[least(made.line_id, made.own_id), greatest(made.line_id, made.own_id)],
        true,
        coalesce(p_actor, session_user),
        p_trace,
        core.now()
    from unnest(v_match_ids, v_line_ids, v_own_ids) as made (match_id, line_id, own_id);

    -- 2 lock, 5 write
    perform ledger.take_match_items(
        p_book_id,
        p_account_id,
        v_line_ids || v_own_ids,
        v_match_ids || v_match_ids,
        v_moved || array(
            select -made.moved
            from unnest(v_moved) with ordinality as made (moved, place)
            order by made.place
        )
    );

    return query select cardinality(v_match_ids)::bigint, v_ambiguous;
end;
$body$;

comment on function api.match_exact is $contract$
Match all open items of an account for which there is no doubt: amount, a reference, and the day.

A line of the bank and a transfer of our own are matched when each is the only one for the other;
ambiguous tells how many lines have several. Everything else is left to people. A second call finds
nothing more to do, and would say so to who lost the answer of the first: so the answer is kept by
the key of the request. Asking again for what is open by then needs a new key.

@http       POST /v1/books/{book_id}/accounts/{account_id}/exact-matches
@scope      reconciliation:write
@idempotent header
@timeout    60s
@single
@rate       writes 600000/60s
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG207 Somebody else matched one of the transfers at this moment: ask with a new key.
$contract$;

revoke all on function api.match_exact from public;
grant execute on function api.match_exact to api_write;

-- All open items are weighed, whatever the limit: the rank of one depends on the others. 25,000
-- lines against 25,000 of our own take seconds; what bounds them is in report.suggested_pairs and
-- report.suggested_sums.

create or replace function api.suggest_matches(
    p_book_id uuid,
    p_account_id uuid,
    p_days core.match_days default 5,
    p_transfer_id uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    score integer,
    reason core.match_reason,
    days integer,
    candidates bigint,
    amount bigint,
    transfer_ids uuid[]
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_account_id, p_days, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_days is null then 'days'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_account(p_book_id, p_account_id);

    return query
    select
        suggestion.score,
        suggestion.reason,
        suggestion.days,
        suggestion.candidates,
        suggestion.moved as amount,
        suggestion.transfer_ids
    from report.match_suggestion(p_book_id, p_account_id, p_days) as suggestion
    where
        p_transfer_id is null
        or p_transfer_id = any(suggestion.transfer_ids)
    order by
        suggestion.score desc, suggestion.candidates, suggestion.version, suggestion.transfer_ids
    limit p_limit;
end;
$body$;

comment on function api.suggest_matches is $contract$
Suggest which open items of an account cancel out, the best first.

An open item is a transfer that moved the account and is in no match; those that an import booked
are the lines of the bank, the others are our own. The reasons: exact (amount, a reference, the same
day), reversal (a transfer and what takes all of it back), reference (amount and a reference),
amount (value dates at most this many days apart), and sum (two to five items of one side, within
the days, add up to one of the other; the ten nearest are tried). A reference is a word of the memo
that has a digit. The first of transfer_ids is what the others cancel, and amount what it added. Of
candidates, 1 means that none of the same reason competes; of equal amounts only the nearest days
compete. With transfer_id, only what has that transfer in it.

@http       GET /v1/books/{book_id}/accounts/{account_id}/match-suggestions
@scope      reconciliation:read
@timeout    30s
@error      LG002 The book, the account, the days or the limit is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.suggest_matches from public;
grant execute on function api.suggest_matches to api_read;

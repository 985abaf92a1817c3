-- The insert is step 3: its key alone tells who was first. It comes before the judgement of the
-- items, since a repeated request is answered whatever became of them; what is refused is raised,
-- and takes it back. The locks are the keys of the items (ledger.take_match_items).

create or replace function api.match_transfers(
    p_book_id uuid,
    p_account_id uuid,
    p_match_id uuid,
    p_transfer_ids uuid[],
    p_memo core.memo default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    match_id uuid,
    account_id uuid,
    transfer_ids uuid[],
    replayed boolean,
    refusal core.refusal
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_ids uuid[];
    v_found uuid[];
    v_moved bigint[];
    v_sum numeric;
    v_stored ledger.match;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id, p_match_id, p_transfer_ids) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_match_id is null then 'match_id'
            else 'transfer_ids'
        end));
    end if;

    v_ids := array(select distinct id from unnest(p_transfer_ids) as id order by id);

    if array_position(v_ids, null) is not null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'transfer_ids'));
    end if;

    if
        cardinality(v_ids) not between 2 and 100
        or cardinality(v_ids) < cardinality(p_transfer_ids)
    then
        perform core.refuse('LG012', jsonb_build_object(
            'argument', 'transfer_ids',
            'given', cardinality(p_transfer_ids), 'different', cardinality(v_ids)
        ));
    end if;

    -- 4 judge: the account; the items are judged behind the key of the request
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_account(p_book_id, p_account_id);

    -- 3 replay, 6 record
    insert into ledger.match (
        book_id, match_id, account_id, transfer_ids, is_automatic, memo,
        recorded_by, trace, recorded_at
    )
    values (
        p_book_id, p_match_id, p_account_id, v_ids, false, p_memo,
        coalesce(p_actor, session_user), p_trace, core.now()
    )
    on conflict (book_id, match_id) do nothing;

    if not found then
        select * into strict v_stored
        from ledger.match
        where
            book_id = p_book_id
            and match_id = p_match_id;

        if
            row(v_stored.account_id, v_stored.transfer_ids, v_stored.memo)
            is distinct from row(p_account_id, v_ids, p_memo)
        then
            return query select
                p_match_id, null::uuid, null::uuid[], false,
                core.refusal('LG301', jsonb_build_object(
                    'argument', 'match_id', 'match_id', p_match_id
                ));
            return;
        end if;

        return query select p_match_id, p_account_id, v_ids, true, null::core.refusal;
        return;
    end if;

    -- 4 judge
    select
        array_agg(leg.transfer_id order by leg.transfer_id),
        array_agg(leg.moved order by leg.transfer_id),
        sum(leg.moved)
    into v_found, v_moved, v_sum
    from report.leg() as leg
    where
        leg.book_id = p_book_id
        and leg.account_id = p_account_id
        and leg.transfer_id = any(v_ids)
        and leg.is_posted
        and leg.moved <> 0;

    if v_found is distinct from v_ids then
        perform core.refuse('LG104', jsonb_build_object(
            'argument', 'transfer_ids',
            'account_id', p_account_id,
            'transfer_id', (
                select id
                from unnest(v_ids) as id
                where array_position(v_found, id) is null
                order by id
                limit 1
            )
        ));
    end if;

    if v_sum <> 0 then
        perform core.refuse('LG012', jsonb_build_object(
            'argument', 'transfer_ids', 'sum', v_sum::text
        ));
    end if;

    -- 2 lock, 5 write
    perform ledger.take_match_items(
        p_book_id, p_account_id, v_ids, array_fill(p_match_id, array[cardinality(v_ids)]), v_moved
    );

    return query select p_match_id, p_account_id, v_ids, false, null::core.refusal;
end;
$body$;

comment on function api.match_transfers is $contract$
Match transfers of an account that cancel out there: 2 to 100 of them, all or none.

What they added to the account has to come to zero. Where bank and books differ, by a fee say, the
difference is posted as a transfer of its own first, and is one of the items: so the open items of
an account add up to its balance, always. A transfer is in one match of an account at a time. The
answer to a repeated request is the answer to the first one, with replayed = true, even when the
match has ended since.

@http       POST /v1/books/{book_id}/accounts/{account_id}/matches
@scope      reconciliation:write
@idempotent match_id
@timeout    5s
@single
@rate       writes 600000/60s
@error      LG002 A value other than the memo is null, or one of the transfers.
@error      LG012 Too few, too many, one named twice, or they don't add up to zero.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG104 A transfer is not in the book, was refused, or did not move the account.
@error      LG207 A transfer is in a match already.
@error      LG301 The match_id was used for another match.
$contract$;

revoke all on function api.match_transfers from public;
grant execute on function api.match_transfers to api_write;

-- The key is the lock: whoever is second waits for the first, then finds the transfer taken. All
-- sessions take transfers in ascending order, so no two can wait in a circle.

create or replace function ledger.take_match_items(
    p_book_id uuid,
    p_account_id uuid,
    p_transfer_ids uuid[],
    p_match_ids uuid[],
    p_moved bigint[]
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_taken bigint;
    v_transfer_id uuid;
    v_match_id uuid;
begin
    -- procwright:allow PW618 the row of the match, a journal, tells of it until=2028-12-31
    insert into ledger.match_item (book_id, account_id, transfer_id, match_id, moved)
    select
        p_book_id,
        p_account_id,
        item.transfer_id,
        item.match_id,
        item.moved
    from unnest(p_transfer_ids, p_match_ids, p_moved) as item (transfer_id, match_id, moved)
    order by item.transfer_id
    on conflict (book_id, account_id, transfer_id) do nothing;

    get diagnostics v_taken = row_count;

    if v_taken < cardinality(p_transfer_ids) then
        -- procwright:allow PW627 fewer were taken, so one is there until=2028-12-31
        select
            transfer_id,
            match_id
        into v_transfer_id, v_match_id
        from ledger.match_item
        where
            book_id = p_book_id
            and account_id = p_account_id
            and transfer_id = any(p_transfer_ids)
            and match_id <> all(p_match_ids)
        order by transfer_id
        limit 1;

        perform core.refuse('LG207', jsonb_build_object(
            'argument', 'transfer_ids', 'transfer_id', v_transfer_id, 'match_id', v_match_id
        ));
    end if;
end;
$body$;

comment on function ledger.take_match_items is
'Takes the open transfers of an account for matches, place by place of the arrays: all, or it ends
the statement.';

revoke all on function ledger.take_match_items from public;

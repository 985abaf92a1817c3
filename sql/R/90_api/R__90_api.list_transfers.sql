-- The primary key of each month is read in order and the months one after the other: no sort, and
-- no month before the one where the page begins (sql/tests/90_api/list_transfers.test.sql).

drop function if exists api.list_transfers(
    uuid, uuid, core.page_size, core.actor, core.trace
);

create or replace function api.list_transfers(
    p_book_id uuid,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    transfer_id uuid,
    kind core.transfer_kind,
    debit_account_id uuid,
    debit_version bigint,
    debit_balance core.balance,
    credit_account_id uuid,
    credit_version bigint,
    credit_balance core.balance,
    amount core.amount,
    currency core.currency_code,
    value_date date,
    memo core.memo,
    reverses_transfer_id uuid,
    hold_transfer_id uuid,
    expires_at timestamptz,
    link_id uuid,
    refusal_code text,
    recorded_by core.actor,
    recorded_at timestamptz
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
        transfer.transfer_id,
        transfer.kind,
        transfer.debit_account_id,
        transfer.debit_version,
        transfer.debit_balance,
        transfer.credit_account_id,
        transfer.credit_version,
        transfer.credit_balance,
        transfer.amount,
        transfer.currency,
        transfer.value_date,
        transfer.memo,
        transfer.reverses_transfer_id,
        transfer.hold_transfer_id,
        transfer.expires_at,
        transfer.link_id,
        transfer.refusal ->> 'code' as refusal_code,
        transfer.recorded_by,
        transfer.recorded_at
    from ledger.transfer
    where
        transfer.book_id = p_book_id
        and transfer.transfer_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    order by transfer.transfer_id
    limit p_limit;
end;
$body$;

comment on function api.list_transfers is $contract$
List the transfers of a book, in the order of their ids: by the clocks of those who asked.

Refused ones are among them: they have a refusal_code and no versions or balances. A hold, and the
void or expiry that ends one, have none of the credit account, which they leave alone; what captures
or ends a hold names it. Linked transfers have one link_id: all of them are posted, or none. A
transfer that is posted later with an earlier id appears before the page's end: who must miss none
reads the journal.

@http       GET /v1/books/{book_id}/transfers
@scope      transfer:read
@timeout    2s
@page       after transfer_id
@slo        p99 100ms 99.9
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_transfers from public;
grant execute on function api.list_transfers to api_read;

create or replace function api.void_hold(
    p_book_id uuid,
    p_hold_id uuid,
    p_transfer_id uuid,
    p_memo core.memo default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    transfer_id uuid,
    amount core.amount,
    debit_version bigint,
    debit_balance core.balance,
    value_date date,
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
    v_row ledger.transfer;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_hold_id, p_transfer_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_hold_id is null then 'hold_id'
            else 'transfer_id'
        end));
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the lock
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record
    v_row.book_id := p_book_id;
    v_row.transfer_id := p_transfer_id;
    v_row.kind := 'void';
    v_row.hold_transfer_id := p_hold_id;
    v_row.memo := p_memo;
    v_row.recorded_by := p_actor;
    v_row.trace := p_trace;

    v_row := ledger.post_void(v_row);

    transfer_id := v_row.transfer_id;
    amount := case when v_row.refusal is null then v_row.amount end;
    debit_version := v_row.debit_version;
    debit_balance := v_row.debit_balance;
    value_date := case when v_row.refusal is null then v_row.value_date end;
    replayed := v_row.xid is not null;
    refusal := v_row.refusal;
    return next;
end;
$body$;

comment on function api.void_hold is $contract$
End a hold and give back what is left of it: the amount of the answer is available again.

What was captured stays captured. A void moves nothing, so neither a freeze nor a closed period
keeps anything back; what the hold counted against a limit for the day stays counted. The answer to
a repeated request is the answer to the first one, with replayed = true.

@http       POST /v1/books/{book_id}/holds/{hold_id}/voids
@scope      hold:write
@idempotent transfer_id
@timeout    2s
@single
@rate       writes 600000/60s
@slo        p99 50ms 99.9
@error      LG002 The book, the hold or the transfer is null.
@error      LG003 The transfer_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG105 The hold is not in the book: it was never asked for, or refused.
@error      LG301 The transfer_id was used for another request.
@error      LG319 The hold was captured, voided or has expired: nothing is left of it.
$contract$;

revoke all on function api.void_hold from public;
grant execute on function api.void_hold to api_write;

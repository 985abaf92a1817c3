create or replace function api.capture_hold(
    p_book_id uuid,
    p_hold_id uuid,
    p_transfer_id uuid,
    p_amount core.amount default null,
    p_memo core.memo default null,
    p_value_date date default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    transfer_id uuid,
    amount core.amount,
    debit_version bigint,
    debit_balance core.balance,
    credit_version bigint,
    credit_balance core.balance,
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

    -- 4 judge: who may see the book; the rest is judged behind the locks
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record
    v_row.book_id := p_book_id;
    v_row.transfer_id := p_transfer_id;
    v_row.kind := 'capture';
    v_row.hold_transfer_id := p_hold_id;
    v_row.amount := p_amount;
    v_row.value_date := p_value_date;
    v_row.memo := p_memo;
    v_row.recorded_by := p_actor;
    v_row.trace := p_trace;

    v_row := ledger.post_capture(v_row);

    transfer_id := v_row.transfer_id;
    amount := case when v_row.refusal is null then v_row.amount end;
    debit_version := v_row.debit_version;
    debit_balance := v_row.debit_balance;
    credit_version := v_row.credit_version;
    credit_balance := v_row.credit_balance;
    value_date := case when v_row.refusal is null then v_row.value_date end;
    replayed := v_row.xid is not null;
    refusal := v_row.refusal;
    return next;
end;
$body$;

comment on function api.capture_hold is $contract$
Move what a hold has set aside to the account that it was meant for, in part or all that is left.

A hold may be captured several times, never for more than it set aside; what is left stays set aside
until the last capture, a void or the expiry. Without an amount, all that is left is captured: asked
again with the same id, that is answered as at first. Floor and limits were judged with the hold;
freezes, the ceiling of the account that gets it and the period are judged now. A capture can be
reversed like a transfer; the amount is not set aside again by that.

@http       POST /v1/books/{book_id}/holds/{hold_id}/captures
@scope      hold:write
@idempotent transfer_id
@timeout    2s
@single
@rate       writes 600000/60s
@slo        p99 50ms 99.9
@error      LG002 The book, the hold or the transfer is null.
@error      LG003 The transfer_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG105 The hold is not in the book: it was never asked for, or refused.
@error      LG301 The transfer_id was used for another request.
@error      LG302 Said of two currencies: a hold has the one of its accounts.
@error      LG303 Said of what was not set aside: a capture never meets it.
@error      LG304 Either account is not open.
@error      LG305 The month of the value date is closed, closing, or open to adjustments alone.
@error      LG306 The balance of the account that gets it would be beyond what one can hold.
@error      LG309 The account that gets it would have more than its ceiling.
@error      LG314 Said of what is spent: a capture was counted with its hold.
@error      LG315 Said of what is spent: a capture was counted with its hold.
@error      LG316 The debit account is frozen for debits.
@error      LG317 The credit account is frozen for credits.
@error      LG318 Less than the amount is left of the hold.
@error      LG319 The hold was captured, voided or has expired: nothing is left of it.
$contract$;

revoke all on function api.capture_hold from public;
grant execute on function api.capture_hold to api_write;

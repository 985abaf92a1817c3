-- What is to be taken back is read before the lock: its row never changes. How much of it is left
-- is read behind the lock, by ledger.judge_reversal.

create or replace function api.reverse_transfer(
    p_book_id uuid,
    p_reverses_transfer_id uuid,
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
    v_original ledger.transfer;
    v_row ledger.transfer;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_reverses_transfer_id, p_transfer_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_reverses_transfer_id is null then 'reverses_transfer_id'
            else 'transfer_id'
        end));
    end if;

    -- 4 judge: what is raised; the rest is judged behind the lock
    perform core.require_book(p_actor, p_book_id);

    select * into v_original
    from ledger.transfer
    where
        book_id = p_book_id
        and transfer_id = p_reverses_transfer_id;

    if not found then
        perform core.refuse('LG104', jsonb_build_object(
            'argument', 'reverses_transfer_id', 'transfer_id', p_reverses_transfer_id
        ));
    end if;

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record
    v_row.book_id := p_book_id;
    v_row.transfer_id := p_transfer_id;
    v_row.kind := 'reversal';
    v_row.debit_account_id := v_original.credit_account_id;
    v_row.credit_account_id := v_original.debit_account_id;
    v_row.amount := coalesce(p_amount, v_original.amount);
    v_row.currency := v_original.currency;
    v_row.value_date := p_value_date;
    v_row.memo := p_memo;
    v_row.reverses_transfer_id := p_reverses_transfer_id;
    v_row.recorded_by := p_actor;
    v_row.trace := p_trace;

    v_row := ledger.post_reversal(v_row);

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

comment on function api.reverse_transfer is $contract$
Take back a transfer, wholly or in part: the amount goes the other way.

Without an amount, all of what was moved at first. Several reversals together take back no more than
that. Like a transfer, a reversal is bound to the floor of the account that gives, and to open
months; the answer to a repeated request is the answer to the first one, with replayed = true.

@http       POST /v1/books/{book_id}/transfers/{reverses_transfer_id}/reversals
@scope      transfer:write
@idempotent transfer_id
@timeout    2s
@single
@rate       writes 600000/60s
@slo        p99 50ms 99.9
@error      LG002 The book or either transfer is null.
@error      LG003 The transfer_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG101 Either account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG104 The transfer to take back is not in the book.
@error      LG301 The transfer_id was used for another request.
@error      LG302 Either account is kept in another currency.
@error      LG303 The account that gives back has less above its floor than the amount.
@error      LG304 Either account is not open.
@error      LG305 The month of the value date is closed, closing, or open to adjustments alone.
@error      LG306 Either balance would be beyond what a balance can hold.
@error      LG307 Less than the amount is left of the transfer.
@error      LG308 The transfer was refused, is a reversal itself, or moved nothing, as a hold does.
@error      LG309 The account that gets it would have more than its ceiling.
@error      LG314 Said of what is spent: a reversal never meets it.
@error      LG315 Said of what is spent: a reversal never meets it.
@error      LG316 The account that gives back is frozen for debits.
@error      LG317 The account that gets it back is frozen for credits.
$contract$;

revoke all on function api.reverse_transfer from public;
grant execute on function api.reverse_transfer to api_write;

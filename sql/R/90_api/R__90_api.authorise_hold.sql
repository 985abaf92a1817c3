create or replace function api.authorise_hold(
    p_book_id uuid,
    p_hold_id uuid,
    p_debit_account_id uuid,
    p_credit_account_id uuid,
    p_amount core.amount,
    p_currency core.currency_code,
    p_memo core.memo default null,
    p_value_date date default null,
    p_expires_at timestamptz default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    hold_id uuid,
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
    -- 1 validate: what can be judged without a row; a domain's check lets null pass
    if num_nulls(
        p_book_id, p_hold_id, p_debit_account_id, p_credit_account_id, p_amount, p_currency
    ) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_hold_id is null then 'hold_id'
            when p_debit_account_id is null then 'debit_account_id'
            when p_credit_account_id is null then 'credit_account_id'
            when p_amount is null then 'amount'
            else 'currency'
        end));
    end if;

    if p_debit_account_id = p_credit_account_id then
        perform core.refuse('LG001', jsonb_build_object(
            'argument', 'credit_account_id', 'account_id', p_credit_account_id
        ));
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the lock
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record
    v_row.book_id := p_book_id;
    v_row.transfer_id := p_hold_id;
    v_row.kind := 'hold';
    v_row.debit_account_id := p_debit_account_id;
    v_row.credit_account_id := p_credit_account_id;
    v_row.amount := p_amount;
    v_row.currency := p_currency;
    v_row.value_date := p_value_date;
    v_row.memo := p_memo;
    v_row.expires_at := nullif(p_expires_at, 'infinity');
    v_row.recorded_by := p_actor;
    v_row.trace := p_trace;

    v_row := ledger.post_hold(v_row);

    hold_id := v_row.transfer_id;
    debit_version := v_row.debit_version;
    debit_balance := v_row.debit_balance;
    value_date := case when v_row.refusal is null then v_row.value_date end;
    replayed := v_row.xid is not null;
    refusal := v_row.refusal;
    return next;
end;
$body$;

comment on function api.authorise_hold is $contract$
Set an amount of one account aside for another, until it is captured, voided, or expires.

The balances stay; what the account has available falls by the amount, and no transfer can spend it
meanwhile. It counts against the limits of the account at once, and its captures don't count again.
From expires_at on the ledger gives back what is left, when its job comes to it; a capture that
comes first is still granted. The answer to a repeated request is the answer to the first one, with
replayed = true, also when the hold has ended since. The id is a uuid of version 7, and no transfer
may have it; without a value date, the day of the id by UTC counts.

@http       POST /v1/books/{book_id}/holds
@scope      hold:write
@idempotent hold_id
@timeout    2s
@single
@rate       writes 600000/60s
@slo        p99 50ms 99.9
@error      LG001 Both accounts are the same.
@error      LG002 A value other than the memo, the value date and the expiry is null.
@error      LG003 The hold_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG007 The expiry is not after now.
@error      LG101 Either account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG301 The hold_id was used for another request.
@error      LG302 Either account is kept in another currency.
@error      LG303 The debit account has less available above its floor than the amount.
@error      LG304 Either account is not open.
@error      LG305 The month of the value date is closed, closing, or open to adjustments alone.
@error      LG306 More would be held, or owed, than an account can.
@error      LG309 Said of what is moved: a capture meets it, a hold does not.
@error      LG314 The debit account may not give as much at once.
@error      LG315 The debit account may not give as much on one day.
@error      LG316 The debit account is frozen for debits.
@error      LG317 Said of what is moved: a capture meets it, a hold does not.
$contract$;

revoke all on function api.authorise_hold from public;
grant execute on function api.authorise_hold to api_write;

-- The accounts of a hold never change, so they are read in front of the locks. What is left of it
-- is read behind them: whoever takes of it or ends it has locked its debit account.

create or replace function ledger.post_capture(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_hold ledger.hold;
    v_lower ledger.account;
    v_higher ledger.account;
    v_debit ledger.account;
    v_credit ledger.account;
    v_row ledger.transfer := p_request;
begin
    -- 1 validate: a uuid of another version has no time in it, so it leads to no month
    if not core.is_v7(v_row.transfer_id) then
        perform ledger.refuse_id(v_row.transfer_id);
    end if;

    v_hold := ledger.find_hold(v_row.book_id, v_row.hold_transfer_id);

    -- 2 lock: the lower id first, as ledger.post does
    -- procwright:allow PW627 the keys of the hold keep both accounts until=2028-12-31
    select * into v_lower
    from ledger.account
    where
        book_id = v_hold.book_id
        and account_id = least(v_hold.debit_account_id, v_hold.credit_account_id)
    for no key update;

    -- procwright:allow PW627 the keys of the hold keep both accounts until=2028-12-31
    select * into v_higher
    from ledger.account
    where
        book_id = v_hold.book_id
        and account_id = greatest(v_hold.debit_account_id, v_hold.credit_account_id)
    for no key update;

    if v_hold.debit_account_id < v_hold.credit_account_id then
        v_debit := v_lower;
        v_credit := v_higher;
    else
        v_debit := v_higher;
        v_credit := v_lower;
    end if;

    v_hold := ledger.find_hold(v_row.book_id, v_row.hold_transfer_id);

    -- 4 judge: every rule that can say no, each with its facts. Without an amount all that is left
    -- is asked for; where nothing is, the row of the refusal has what there was.
    v_row.is_rest := v_row.amount is null;
    v_row.amount := coalesce(v_row.amount, nullif(v_hold.remaining, 0), v_hold.amount);
    v_row.value_date := coalesce(
        v_row.value_date, (core.id_time(v_row.transfer_id) at time zone 'UTC')::date
    );

    if not isfinite(v_row.value_date) then
        perform core.refuse_infinity('value_date');
    end if;

    v_row.debit_account_id := v_hold.debit_account_id;
    v_row.credit_account_id := v_hold.credit_account_id;
    v_row.currency := v_hold.currency;

    if v_hold.state = 'open' and v_row.amount > v_hold.remaining then
        v_row.refusal := core.refusal('LG318', jsonb_build_object(
            'argument', 'amount',
            'asked', v_row.amount::text,
            'available', v_hold.remaining::text,
            'captured', v_hold.captured::text
        ));
    else
        v_row.refusal := coalesce(
            ledger.judge_hold(v_hold), ledger.judge(v_row, v_debit, v_credit)
        );
    end if;

    if v_row.refusal is null then
        v_row.debit_version := v_debit.version + 1;
        v_row.debit_balance := v_debit.balance - v_row.amount;
        v_row.credit_version := v_credit.version + 1;
        v_row.credit_balance := v_credit.balance + v_row.amount;
    end if;

    -- 3 replay, 5 write, 6 record: the row is the proof of being first, the fact, and the journal
    v_row := ledger.record_hold(v_row);

    if v_row.xid is null and v_row.refusal is null then
        -- procwright:allow PW618 the journal row of the capture tells of it until=2028-12-31
        update ledger.hold
        set
            captured = v_hold.captured + v_row.amount,
            remaining = v_hold.remaining - v_row.amount,
            state = case when v_hold.remaining = v_row.amount then 'captured' else 'open' end
        where
            book_id = v_hold.book_id
            and hold_id = v_hold.hold_id;

        update ledger.account
        set
            balance = v_row.debit_balance,
            held = v_debit.held - v_row.amount,
            version = v_row.debit_version
        where
            book_id = v_hold.book_id
            and account_id = v_hold.debit_account_id;

        update ledger.account
        set
            balance = v_row.credit_balance,
            version = v_row.credit_version
        where
            book_id = v_hold.book_id
            and account_id = v_hold.credit_account_id;
    end if;

    return v_row;
end;
$body$;

comment on function ledger.post_capture is
'Moves an amount that a hold has set aside, or all that is left of it, or refuses to. The request
has book, id, kind and hold; amount, value date, memo, actor and trace may be null. The caller has
judged nulls and the book. An answer that was there before has an xid.';

revoke all on function ledger.post_capture from public;

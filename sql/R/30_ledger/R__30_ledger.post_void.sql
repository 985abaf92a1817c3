-- Nothing speaks against giving back but that nothing is left: no limit, no freeze, no period.

create or replace function ledger.post_void(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_hold ledger.hold;
    v_debit ledger.account;
    v_row ledger.transfer := p_request;
begin
    -- 1 validate: a uuid of another version has no time in it, so it leads to no month
    if not core.is_v7(v_row.transfer_id) then
        perform ledger.refuse_id(v_row.transfer_id);
    end if;

    v_hold := ledger.find_hold(v_row.book_id, v_row.hold_transfer_id);

    -- 2 lock: the one account that it changes; then what is left is as it is
    -- procwright:allow PW627 the keys of the hold keep the account until=2028-12-31
    select * into v_debit
    from ledger.account
    where
        book_id = v_hold.book_id
        and account_id = v_hold.debit_account_id
    for no key update;

    v_hold := ledger.find_hold(v_row.book_id, v_row.hold_transfer_id);

    -- 4 judge: where nothing is left, the row of the refusal has what there was
    v_row.amount := coalesce(nullif(v_hold.remaining, 0), v_hold.amount);
    v_row.value_date := (core.id_time(v_row.transfer_id) at time zone 'UTC')::date;
    v_row.debit_account_id := v_hold.debit_account_id;
    v_row.credit_account_id := v_hold.credit_account_id;
    v_row.currency := v_hold.currency;
    v_row.refusal := ledger.judge_hold(v_hold);

    if v_row.refusal is null then
        v_row.debit_version := v_debit.version + 1;
        v_row.debit_balance := v_debit.balance;
    end if;

    -- 3 replay, 5 write, 6 record: the row is the proof of being first, the fact, and the journal
    v_row := ledger.record_hold(v_row);

    if v_row.xid is null and v_row.refusal is null then
        -- procwright:allow PW618 the journal row of the void tells of it until=2028-12-31
        update ledger.hold
        set
            remaining = 0,
            state = 'voided'
        where
            book_id = v_hold.book_id
            and hold_id = v_hold.hold_id;

        update ledger.account
        set
            held = v_debit.held - v_row.amount,
            version = v_row.debit_version
        where
            book_id = v_hold.book_id
            and account_id = v_hold.debit_account_id;
    end if;

    return v_row;
end;
$body$;

comment on function ledger.post_void is
'Gives back what is left of a hold, or refuses to. The request has book, id, kind and hold; memo,
actor and trace may be null. The caller has judged nulls and the book. An answer that was there
before has an xid.';

revoke all on function ledger.post_void from public;

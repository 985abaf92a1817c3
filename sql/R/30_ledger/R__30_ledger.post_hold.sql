-- Only the account that a hold changes is locked. The one that will get the amount is read, so many
-- holds in favour of one payee don't wait for each other; a capture asks again whether it is open.

create or replace function ledger.post_hold(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_debit ledger.account;
    v_credit ledger.account;
    v_row ledger.transfer := p_request;
begin
    -- 1 validate: a uuid of another version has no time in it, so it leads to no month
    if not core.is_v7(v_row.transfer_id) then
        perform ledger.refuse_id(v_row.transfer_id);
    end if;

    v_row.value_date := coalesce(
        v_row.value_date, (core.id_time(v_row.transfer_id) at time zone 'UTC')::date
    );

    if not isfinite(v_row.value_date) then
        perform core.refuse_infinity('value_date');
    end if;

    -- 2 lock
    select * into v_debit
    from ledger.account
    where
        book_id = v_row.book_id
        and account_id = v_row.debit_account_id
    for no key update;

    -- 4 judge: every rule that can say no, each with its facts
    select * into v_credit
    from ledger.account
    where
        book_id = v_row.book_id
        and account_id = v_row.credit_account_id;

    if v_debit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'debit_account_id', 'account_id', v_row.debit_account_id
        ));
    elsif v_credit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
        ));
    end if;

    -- a hold that was asked for in time keeps its answer, however late it is asked for again
    if
        v_row.expires_at = '-infinity'
        or v_row.expires_at <= core.now()
        and not exists (
            select
            from ledger.transfer
            where
                transfer.book_id = v_row.book_id
                and transfer.transfer_id = v_row.transfer_id
        )
    then
        perform core.refuse('LG007', jsonb_build_object(
            'argument', 'expires_at', 'expires_at', v_row.expires_at, 'now', core.now()
        ));
    end if;

    v_row.refusal := ledger.judge(v_row, v_debit, v_credit);

    if v_row.refusal is null then
        v_row.debit_version := v_debit.version + 1;
        v_row.debit_balance := v_debit.balance;
    end if;

    -- 3 replay, 5 write, 6 record: the row is the proof of being first, the fact, and the journal
    v_row := ledger.record_hold(v_row);

    if v_row.xid is null and v_row.refusal is null then
        -- procwright:allow PW618 the journal row of the hold tells of it until=2028-12-31
        insert into ledger.hold (
            book_id, hold_id, debit_account_id, credit_account_id, currency, amount, remaining,
            expires_at
        )
        values (
            v_row.book_id, v_row.transfer_id, v_row.debit_account_id, v_row.credit_account_id,
            v_row.currency, v_row.amount, v_row.amount, v_row.expires_at
        );

        if v_debit.day_limit is not null then
            v_debit.spent := ledger.spent_today(v_debit) + v_row.amount;
            v_debit.spent_date := greatest(
                v_debit.spent_date, (core.now() at time zone 'UTC')::date
            );
        end if;

        update ledger.account
        set
            held = v_debit.held + v_row.amount,
            version = v_row.debit_version,
            spent = v_debit.spent,
            spent_date = v_debit.spent_date
        where
            book_id = v_row.book_id
            and account_id = v_row.debit_account_id;
    end if;

    return v_row;
end;
$body$;

comment on function ledger.post_hold is
'Sets an amount aside, or refuses to. The request has book, id, kind, accounts, amount and currency;
value date, memo, expiry, actor and trace may be null. The caller has judged nulls, equal accounts,
and the book. An answer that was there before has an xid.';

revoke all on function ledger.post_hold from public;

-- What every kind of transfer has in common. Steps 3, 5 and 6 are
-- one insert (docs/adr/0002-the-insert-is-the-replay-check.md): a refused request leaves a row too,
-- so the key alone decides who was first, and the stored row answers whoever comes second: over the
-- same accounts or others, in a race or a year later. What a statement and a nested routine cost
-- here is measured in docs/adr/0017-what-a-transfer-costs.md and 0032-checks-by-a-routine.md. So it
-- has no path of its own: who calls it has set one.

drop function if exists ledger.post(ledger.transfer);

-- procwright:allow PW601 ADR 0032: its caller has set the path until=2028-12-31
create or replace function ledger.post(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
as $body$
#variable_conflict use_column
declare
    v_debit ledger.account;
    v_credit ledger.account;
    v_row ledger.transfer := p_request;
    v_period_start date;
    v_period_state core.period_state;
    v_constraint text;
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

    -- 2 lock: the lower id first, so that no two transfers can wait in a circle. Each by the whole
    -- key: one statement that sorts both may be planned as a walk through the book.
    if v_row.debit_account_id < v_row.credit_account_id then
        select * into v_debit
        from ledger.account
        where
            book_id = v_row.book_id
            and account_id = v_row.debit_account_id
        for no key update;
    end if;

    select * into v_credit
    from ledger.account
    where
        book_id = v_row.book_id
        and account_id = v_row.credit_account_id
    for no key update;

    if v_row.debit_account_id > v_row.credit_account_id then
        select * into v_debit
        from ledger.account
        where
            book_id = v_row.book_id
            and account_id = v_row.debit_account_id
        for no key update;
    end if;

    -- The month is read by a statement that began when the locks had given us a transaction id, so
    -- a close that waits for the writers in flight misses none.
    v_period_start := date_trunc('month', v_row.value_date::timestamp)::date;

    select state into v_period_state
    from ledger.period
    where
        book_id = v_row.book_id
        and period_start >= v_period_start
        and (
            period_start = v_period_start
            or state in ('closing', 'closed') -- it shuts all days before it too
        )
    order by period_start desc
    limit 1;

    -- 4 judge: where nothing can speak against it, ledger.judge isn't called
    if v_debit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'debit_account_id', 'account_id', v_row.debit_account_id
        ));
    elsif v_credit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
        ));
    end if;

    if v_row.refusal is null and (
        ledger.is_clear(v_row, v_debit, v_credit)
        and coalesce(v_period_state = 'open', true)
        and current_setting('transaction_isolation') = 'read committed'
    ) is not true then
        v_row.refusal := ledger.judge(v_row, v_debit, v_credit);
    end if;

    if v_row.refusal is null then
        v_row.debit_version := v_debit.version + 1;
        v_row.debit_balance := v_debit.balance - v_row.amount;
        v_row.credit_version := v_credit.version + 1;
        v_row.credit_balance := v_credit.balance + v_row.amount;
    end if;

    -- 3 replay, 5 write, 6 record: the row is the proof of being first, the fact, and the journal.
    -- In a block: on partitions `on conflict` costs 11 %, the block 2 %.
    begin
        insert into ledger.transfer (
            book_id, transfer_id, kind,
            debit_account_id, debit_version, debit_balance,
            credit_account_id, credit_version, credit_balance,
            amount, currency, value_date, memo, reverses_transfer_id, link_id, refusal,
            recorded_by, trace, recorded_at
        )
        values (
            v_row.book_id, v_row.transfer_id, v_row.kind,
            v_row.debit_account_id, v_row.debit_version, v_row.debit_balance,
            v_row.credit_account_id, v_row.credit_version, v_row.credit_balance,
            v_row.amount, v_row.currency, v_row.value_date, v_row.memo,
            v_row.reverses_transfer_id, v_row.link_id, v_row.refusal,
            coalesce(v_row.recorded_by, session_user), v_row.trace, core.now()
        );
    exception
        when unique_violation then
            return ledger.replay(v_row);
        when check_violation then
            get stacked diagnostics v_constraint = constraint_name;

            if v_constraint <> '' then
                raise;
            end if;

            perform ledger.refuse_id(v_row.transfer_id); -- no constraint: there is no month for it
    end;

    if v_row.refusal is null and v_debit.day_limit is not null and ledger.is_spending(v_row.kind)
    then
        update ledger.account
        set
            spent = ledger.spent_today(v_debit) + v_row.amount,
            spent_date = greatest(spent_date, (core.now() at time zone 'UTC')::date)
        where
            book_id = v_row.book_id
            and account_id = v_row.debit_account_id;
    end if;

    if v_row.refusal is null then
        update ledger.account
        set
            balance = case account_id
                when v_row.debit_account_id then v_row.debit_balance
                else v_row.credit_balance
            end,
            version = case account_id
                when v_row.debit_account_id then v_row.debit_version
                else v_row.credit_version
            end
        where
            book_id = v_row.book_id
            and account_id in (v_row.debit_account_id, v_row.credit_account_id);
    end if;

    return v_row;
end;
$body$;

comment on function ledger.post is
'Posts or refuses a request, whose row has what was asked: book, id, kind, accounts, amount and
currency; value date, memo, reversed transfer, link, actor and trace may be null. Versions, balances
and the outcome are filled in. The caller has judged nulls, equal accounts, and the book; what he
refused behind the locks is recorded as it comes. An answer that was there before has an xid.';

revoke all on function ledger.post from public;

-- What a transfer and a reversal have in common. Steps 3, 5 and 6 are
-- one insert (docs/adr/0002-the-insert-is-the-replay-check.md): a refused request leaves a row too,
-- so the key alone decides who was first, and the stored row answers whoever comes second: over the
-- same accounts or others, in a race or a year later.

create or replace function ledger.post(p_request ledger.transfer)
returns table (
    transfer_id uuid,
    debit_version bigint,
    debit_balance core.balance,
    credit_version bigint,
    credit_balance core.balance,
    amount core.amount,
    value_date date,
    replayed boolean,
    refusal core.refusal
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_lower ledger.account;
    v_higher ledger.account;
    v_debit ledger.account;
    v_credit ledger.account;
    v_row ledger.transfer := p_request;
    v_is_first boolean := true;
    v_constraint text;
begin
    -- 1 validate: a uuid of another version has no time in it, so it leads to no month
    if not core.is_v7(v_row.transfer_id) then
        perform ledger.refuse_id(v_row.transfer_id);
    end if;

    v_row.value_date := coalesce(
        v_row.value_date, (core.id_time(v_row.transfer_id) at time zone 'UTC')::date
    );

    -- 2 lock: the lower id first, so that no two transfers can wait in a circle. Each by the whole
    -- key: one statement that sorts both may be planned as a walk through the book.
    select * into v_lower
    from ledger.account
    where
        book_id = v_row.book_id
        and account_id = least(v_row.debit_account_id, v_row.credit_account_id)
    for no key update;

    select * into v_higher
    from ledger.account
    where
        book_id = v_row.book_id
        and account_id = greatest(v_row.debit_account_id, v_row.credit_account_id)
    for no key update;

    if v_row.debit_account_id < v_row.credit_account_id then
        v_debit := v_lower;
        v_credit := v_higher;
    else
        v_debit := v_higher;
        v_credit := v_lower;
    end if;

    -- 4 judge: every rule that can say no, each with its facts
    if v_debit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'debit_account_id', 'account_id', v_row.debit_account_id
        ));
    elsif v_credit.account_id is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
        ));
    end if;

    if v_row.refusal is null then
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
            amount, currency, value_date, memo, reverses_transfer_id, refusal,
            recorded_by, trace, recorded_at
        )
        values (
            v_row.book_id, v_row.transfer_id, v_row.kind,
            v_row.debit_account_id, v_row.debit_version, v_row.debit_balance,
            v_row.credit_account_id, v_row.credit_version, v_row.credit_balance,
            v_row.amount, v_row.currency, v_row.value_date, v_row.memo,
            v_row.reverses_transfer_id, v_row.refusal,
            coalesce(v_row.recorded_by, session_user), v_row.trace, core.now()
        );
    exception
        when unique_violation then
            v_is_first := false;
            v_row := ledger.replay(v_row);
        when check_violation then
            get stacked diagnostics v_constraint = constraint_name;

            if v_constraint <> '' then
                raise;
            end if;

            perform ledger.refuse_id(v_row.transfer_id); -- no constraint: there is no month for it
    end;

    if v_is_first and v_row.refusal is null then
        if v_debit.day_limit is not null and ledger.is_spending(v_row.kind) then
            v_debit.spent := ledger.spent_today(v_debit) + v_row.amount;
            v_debit.spent_date := greatest(
                v_debit.spent_date, (core.now() at time zone 'UTC')::date
            );
        end if;

        update ledger.account
        set
            balance = v_row.debit_balance,
            version = v_row.debit_version,
            spent = v_debit.spent,
            spent_date = v_debit.spent_date
        where
            book_id = v_row.book_id
            and account_id = v_row.debit_account_id;

        update ledger.account
        set
            balance = v_row.credit_balance,
            version = v_row.credit_version
        where
            book_id = v_row.book_id
            and account_id = v_row.credit_account_id;
    end if;

    return query select
        v_row.transfer_id, v_row.debit_version, v_row.debit_balance,
        v_row.credit_version, v_row.credit_balance,
        case when v_row.refusal is null then v_row.amount end::core.amount,
        case when v_row.refusal is null then v_row.value_date end,
        not v_is_first and (v_row.refusal ->> 'code') is distinct from 'LG301',
        v_row.refusal;
end;
$body$;

comment on function ledger.post is
'Posts or refuses a request, whose row has what was asked: book, id, kind, accounts, amount and
currency; value date, memo, reversed transfer, actor and trace may be null. Versions, balances and
the outcome are filled in here. The caller has judged nulls, equal accounts, and the book; what he
refused behind the locks is recorded as it comes.';

revoke all on function ledger.post from public;

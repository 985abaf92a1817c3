-- The journal's rows, each by itself and beside what it names. A month that is detached takes the
-- reversed transfers with it: whoever detaches one has to look here first. That nothing was posted
-- into a closed month can't be judged: its row doesn't say since when it has been closed.

create or replace function report.verify_transfers()
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    select
        'a refused transfer moves nothing' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where
        transfer.refusal is not null
        and num_nonnulls(
            transfer.debit_version, transfer.debit_balance,
            transfer.credit_version, transfer.credit_balance
        ) > 0
    union all
    select
        'a refusal is of class 3' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where transfer.refusal ->> 'code' !~ '^LG3[0-9]{2}$'
    union all
    select
        'a posted transfer is complete' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where
        transfer.refusal is null
        and (
            num_nulls(transfer.debit_version, transfer.debit_balance) > 0
            or num_nonnulls(transfer.credit_version, transfer.credit_balance)
            <> case when transfer.kind in ('hold', 'void', 'expiry') then 0 else 2 end
        )
    union all
    select
        'an amount is in its range' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where transfer.amount::bigint not between 1 and 1000000000000000
    union all
    select
        'a value date is a day' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where not isfinite(transfer.value_date)
    union all
    select
        'a transfer has two accounts' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where transfer.debit_account_id = transfer.credit_account_id
    union all
    select
        'a transfer has the one currency of its accounts' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    inner join ledger.account as debit
        on
            transfer.book_id = debit.book_id
            and transfer.debit_account_id = debit.account_id
    inner join ledger.account as credit
        on
            transfer.book_id = credit.book_id
            and transfer.credit_account_id = credit.account_id
    where
        transfer.refusal is null
        and (transfer.currency <> debit.currency or transfer.currency <> credit.currency)
    union all
    select
        'a transfer names a currency of the list' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where
        not exists (
            select
            from core.currency
            where currency.currency = transfer.currency
        )
    union all
    select
        'a reversal, and nothing else, names what it takes back' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where (transfer.kind = 'reversal') <> (transfer.reverses_transfer_id is not null)
    union all
    select
        'a reversal moves the opposite of a posted transfer' as invariant,
        reversal.book_id,
        'transfer ' || reversal.transfer_id as place
    from ledger.transfer as reversal
    left join ledger.transfer as original
        on
            reversal.book_id = original.book_id
            and reversal.reverses_transfer_id = original.transfer_id
            and original.refusal is null
            and original.kind not in ('reversal', 'hold', 'void', 'expiry')
            and reversal.debit_account_id = original.credit_account_id
            and reversal.credit_account_id = original.debit_account_id
            and reversal.currency = original.currency
    where
        reversal.refusal is null
        and reversal.reverses_transfer_id is not null
        and original.transfer_id is null
    union all
    select
        'reversals take back no more than there was' as invariant,
        original.book_id,
        'transfer ' || original.transfer_id as place
    from ledger.transfer as original
    inner join ledger.transfer as reversal
        on
            original.book_id = reversal.book_id
            and original.transfer_id = reversal.reverses_transfer_id
    where reversal.refusal is null
    group by original.book_id, original.transfer_id, original.amount
    having sum(reversal.amount) > original.amount;
end;
$body$;

comment on function report.verify_transfers is
'Every transfer that breaks an invariant of its own row, or of what it takes back.';

revoke all on function report.verify_transfers from public;
grant execute on function report.verify_transfers to report_read;

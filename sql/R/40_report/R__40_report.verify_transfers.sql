drop function if exists report.verify_transfers();

-- The journal's rows, each by itself and beside what it names. One pass judges what a row says by
-- itself and names the first thing amiss: ten passes over ten million rows would take minutes. What
-- it names may lie in a month that was detached: that can't be judged any more, so whoever detaches
-- one looks here first. That nothing was posted into a closed month can't be judged by the row: it
-- doesn't say since when the month has been closed.

create or replace function report.verify_transfers(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set work_mem = '64MB'
set jit = off
as $body$
#variable_conflict use_column
declare
    v_since xid8 := coalesce(p_since, '0'::xid8);
    v_kept_from uuid := report.first_kept_id();
begin
    return query
    select
        judged.fault as invariant,
        judged.book_id,
        'transfer ' || judged.transfer_id as place
    from (
        select
            transfer.book_id,
            transfer.transfer_id,
            case
                when
                    transfer.refusal is not null
                    and num_nonnulls(
                        transfer.debit_version, transfer.debit_balance,
                        transfer.credit_version, transfer.credit_balance
                    ) > 0 then 'a refused transfer moves nothing'
                when transfer.refusal ->> 'code' !~ '^LG3[0-9]{2}$' then 'a refusal is of class 3'
                when
                    transfer.refusal is null
                    and (
                        num_nulls(transfer.debit_version, transfer.debit_balance) > 0
                        or num_nulls(transfer.credit_version, transfer.credit_balance)
                        <> case when transfer.kind in ('hold', 'void', 'expiry') then 2 else 0 end
                    ) then 'a posted transfer is complete'
                when transfer.amount::bigint not between 1 and 1000000000000000
                    then 'an amount is in its range'
                when not isfinite(transfer.value_date) then 'a value date is a day'
                when transfer.debit_account_id = transfer.credit_account_id
                    then 'a transfer has two accounts'
                when
                    (transfer.kind = 'reversal') <> (transfer.reverses_transfer_id is not null)
                    then 'a reversal, and nothing else, names what it takes back'
            end as fault
        from ledger.transfer
        where transfer.xid >= v_since
    ) as judged
    where judged.fault is not null;

    return query
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
        transfer.xid >= v_since
        and transfer.refusal is null
        and (transfer.currency <> debit.currency or transfer.currency <> credit.currency)
    union all
    select
        'a transfer names a currency of the list' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    where
        transfer.xid >= v_since
        and transfer.refusal is not null -- a posted one has that of its accounts
        and not exists (
            select
            from core.currency
            where currency.currency = transfer.currency
        );

    return query
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
        reversal.xid >= v_since
        and reversal.refusal is null
        and reversal.reverses_transfer_id >= v_kept_from
        and original.transfer_id is null
    union all
    select
        'reversals take back no more than there was' as invariant,
        original.book_id,
        'transfer ' || original.transfer_id as place
    from (
        select distinct
            transfer.book_id,
            transfer.reverses_transfer_id
        from ledger.transfer
        where
            transfer.xid >= v_since
            and transfer.refusal is null
            and transfer.reverses_transfer_id is not null
    ) as touched
    inner join ledger.transfer as original
        on
            touched.book_id = original.book_id
            and touched.reverses_transfer_id = original.transfer_id
    inner join ledger.transfer as reversal
        on
            original.book_id = reversal.book_id
            and original.transfer_id = reversal.reverses_transfer_id
    where reversal.refusal is null
    group by original.book_id, original.transfer_id, original.amount
    having sum(reversal.amount) > original.amount;

    return query
    select
        'linked transfers are posted all or none' as invariant,
        linked.book_id,
        'link ' || linked.link_id as place
    from (
        select distinct
            transfer.book_id,
            transfer.link_id
        from ledger.transfer
        where
            transfer.xid >= v_since
            and transfer.link_id is not null
    ) as touched
    inner join ledger.transfer as linked
        on
            touched.book_id = linked.book_id
            and touched.link_id = linked.link_id
    group by linked.book_id, linked.link_id
    having count(*) filter (where linked.refusal is null) not in (0, count(*));
end;
$body$;

comment on function report.verify_transfers is
'Every transfer that breaks an invariant of its own row, of what it takes back, or of its link. With
a transaction id, only of what it and later ones posted.';

revoke all on function report.verify_transfers from public;
grant execute on function report.verify_transfers to report_read;

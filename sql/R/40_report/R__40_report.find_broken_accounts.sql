-- An account's rows form one chain when each row's version and balance are what the next one
-- starts from. As sets: what its rows left behind, without what the account is now, is what its
-- rows began with, without where its history begins. Two sums of hashes compare the sets in one
-- pass without a sort, so it runs on several cores (docs/adr/0024-verification-sums-up-chains.md);
-- equal sets leave no gap, no fork and no version used twice, over months too.

create or replace function report.find_broken_accounts(p_since xid8)
returns table (
    book_id uuid,
    account_id uuid
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set work_mem = '64MB'
set jit = off
as $body$
#variable_conflict use_column
begin
    return query
    with leg as ( -- a scan for each side: to make two rows of one costs more than to read it twice
        select
            transfer.book_id,
            transfer.debit_account_id as account_id,
            transfer.debit_version as version,
            transfer.debit_balance::bigint as balance,
            case when transfer.credit_version is null then 0 else -transfer.amount end as moved
        from ledger.transfer
        where
            transfer.xid >= coalesce(p_since, '0'::xid8)
            and transfer.debit_version is not null
        union all
        select
            transfer.book_id,
            transfer.credit_account_id as account_id,
            transfer.credit_version as version,
            transfer.credit_balance::bigint as balance,
            transfer.amount::bigint as moved
        from ledger.transfer
        where
            transfer.xid >= coalesce(p_since, '0'::xid8)
            and transfer.credit_version is not null
    ),

    past as (
        select
            leg.book_id,
            leg.account_id,
            min(leg.version) as first_version,
            sum(hashint8extended(leg.balance, leg.version)) as after_sum,
            sum(hashint8extended(leg.balance - leg.moved, leg.version - 1)) as before_sum
        from leg
        group by leg.book_id, leg.account_id
    ),

    begun as (
        select
            past.book_id,
            past.account_id,
            past.first_version - 1 as version,
            case when past.first_version > 1 then earlier.balance else 0 end as balance
        from past
        left join lateral (
            select transfer.debit_balance::bigint as balance
            from ledger.transfer
            where
                transfer.book_id = past.book_id
                and transfer.debit_account_id = past.account_id
                and transfer.debit_version = past.first_version - 1
            union all
            select transfer.credit_balance::bigint as balance
            from ledger.transfer
            where
                transfer.book_id = past.book_id
                and transfer.credit_account_id = past.account_id
                and transfer.credit_version = past.first_version - 1
            -- procwright:allow PW607 a version has one row, on one side until=2028-12-31
            limit 1
        ) as earlier on true
        where p_since is not null
        union all
        select
            account.book_id,
            account.account_id,
            coalesce(anchor.version, 0) as version,
            coalesce(anchor.balance::bigint, 0) as balance
        from ledger.account
        left join ledger.account_anchor as anchor
            on
                account.book_id = anchor.book_id
                and account.account_id = anchor.account_id
        where p_since is null
    )

    select
        coalesce(begun.book_id, past.book_id) as book_id,
        coalesce(begun.account_id, past.account_id) as account_id
    from begun
    full join past
        on
            begun.book_id = past.book_id
            and begun.account_id = past.account_id
    left join ledger.account
        on
            begun.book_id = account.book_id
            and begun.account_id = account.account_id
    where
        account.account_id is null
        or coalesce(past.after_sum, 0) - hashint8extended(account.balance, account.version)
        is distinct from
        coalesce(past.before_sum, 0) - hashint8extended(begun.balance, begun.version);
end;
$body$;

comment on function report.find_broken_accounts is
'The accounts whose rows are no chain from where their history begins to what they are now. With a
transaction id, of what it and later ones posted, and what came just before; null: of all.';

revoke all on function report.find_broken_accounts from public;
grant execute on function report.find_broken_accounts to report_read;

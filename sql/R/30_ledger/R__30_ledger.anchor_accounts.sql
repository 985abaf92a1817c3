-- Run when months were detached (procwright partitions), so that verification knows where the rest
-- begins (docs/adr/0024-verification-sums-up-chains.md). It takes the rest as it is: verify before.

create or replace function ledger.anchor_accounts()
returns bigint
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_anchored bigint;
begin
    with leg as (
        select
            book_id,
            debit_account_id as account_id,
            debit_version as version,
            debit_balance::bigint
            + case when credit_version is null then 0 else amount end as balance_before
        from ledger.transfer
        where debit_version is not null
        union all
        select
            book_id,
            credit_account_id as account_id,
            credit_version as version,
            credit_balance::bigint - amount as balance_before
        from ledger.transfer
        where credit_version is not null
    ),

    first as (
        select distinct on (leg.book_id, leg.account_id)
            leg.book_id,
            leg.account_id,
            leg.version,
            leg.balance_before
        from leg
        order by leg.book_id, leg.account_id, leg.version
    )

    -- procwright:allow PW618 derived from the journal, and no change until=2028-12-31
    insert into ledger.account_anchor (book_id, account_id, version, balance)
    select
        account.book_id,
        account.account_id,
        coalesce(first.version - 1, account.version),
        coalesce(first.balance_before, account.balance)
    from ledger.account
    left join first
        on
            account.book_id = first.book_id
            and account.account_id = first.account_id
    where coalesce(first.version - 1, account.version) > 0
    order by account.book_id, account.account_id
    on conflict (book_id, account_id) do update
    set
        version = excluded.version,
        balance = excluded.balance;

    get diagnostics v_anchored = row_count;

    return v_anchored;
end;
$body$;

comment on function ledger.anchor_accounts is
'Notes for each account what it was before the first of its lines that the journal keeps. Returns
how many have lines that are gone.';

revoke all on function ledger.anchor_accounts from public;

-- Read back from the journal, not computed again: the account is what its last transfer left, by
-- construction. The rows of this transaction are found by its id.

create or replace function ledger.settle_import(p_book_id uuid)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set jit = off
as $body$
begin
    -- procwright:allow PW618 the journal rows of the import tell of it until=2028-12-31
    update ledger.account
    set
        balance = last.balance,
        version = last.version
    from (
        select distinct on (leg.account_id)
            leg.account_id,
            leg.version,
            leg.balance
        from ledger.transfer
        cross join lateral (
            values
                (transfer.debit_account_id, transfer.debit_version, transfer.debit_balance),
                (transfer.credit_account_id, transfer.credit_version, transfer.credit_balance)
        ) as leg (account_id, version, balance)
        where
            transfer.book_id = p_book_id
            and transfer.xid = pg_current_xact_id()
            and transfer.refusal is null
            and leg.version is not null -- a hold leaves its credit account alone
        order by leg.account_id, leg.version desc
    ) as last
    where
        account.book_id = p_book_id
        and account.account_id = last.account_id;
end;
$body$;

comment on function ledger.settle_import is
'Gives each account of a book what the last transfer of this transaction left it.';

revoke all on function ledger.settle_import from public;

-- The book first, then the accounts in ascending order: imports into one book stand in a queue (its
-- clearing accounts would line them up anyway), so what one of them reads of the journal of
-- statements stays true until it has written. Other postings meet it at the accounts alone.

create or replace function ledger.lock_import(
    p_book_id uuid,
    p_import_id uuid
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
begin
    perform
    from core.book
    where book_id = p_book_id
    for no key update;

    perform
    from ledger.account
    where
        book_id = p_book_id
        and account_id in (
            select account_name.account_id
            from ledger.account_name
            inner join ledger.staged_statement as staged
                on
                    account_name.book_id = staged.book_id
                    and account_name.name in (
                        staged.source || ':' || staged.account,
                        ledger.import_account_name('transfer', staged.currency),
                        ledger.import_account_name('opening', staged.currency),
                        ledger.import_account_name('gap', staged.currency),
                        ledger.import_account_name('break', staged.currency)
                    )
            where
                staged.book_id = p_book_id
                and staged.import_id = p_import_id
        )
    order by account_id
    for no key update;
end;
$body$;

comment on function ledger.lock_import is
'Locks what an import changes: the book against other imports, and the accounts that are there.';

revoke all on function ledger.lock_import from public;

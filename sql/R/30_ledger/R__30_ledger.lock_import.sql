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
as $body$
declare
    v_ids uuid[];
begin
    perform core.require_read_committed();

    perform
    from core.book
    where book_id = p_book_id
    for no key update;

    v_ids := array(select account_id from ledger.find_import_accounts(p_book_id, p_import_id));

    perform
    from ledger.account
    where
        book_id = p_book_id
        and account_id = any(v_ids)
    order by account_id
    for no key update;
end;
$body$;

comment on function ledger.lock_import is
'Locks what an import changes: the book against other imports, and the accounts that are there.';

revoke all on function ledger.lock_import from public;

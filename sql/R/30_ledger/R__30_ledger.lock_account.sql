-- The same lock that a posting takes: who holds it sees what the last one left.

create or replace function ledger.lock_account(
    p_book_id uuid,
    p_account_id uuid
)
returns ledger.account
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_account ledger.account;
begin
    perform core.require_read_committed(); -- or what is read behind the lock is from before it

    select * into v_account
    from ledger.account
    where
        book_id = p_book_id
        and account_id = p_account_id
    for no key update;

    if not found then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_account_id
        ));
    end if;

    return v_account;
end;
$body$;

comment on function ledger.lock_account is
'The row of an account, locked. Ends the statement when the account is not in the book.';

revoke all on function ledger.lock_account from public;

-- It stays volatile, as core.refuse does.

create or replace function ledger.require_account(
    p_book_id uuid,
    p_account_id uuid
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    if not exists (
        select
        from ledger.account
        where
            book_id = p_book_id
            and account_id = p_account_id
    ) then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_account_id
        ));
    end if;
end;
$body$;

comment on function ledger.require_account is
'Ends the statement unless the account of the argument account_id is in the book.';

revoke all on function ledger.require_account from public;

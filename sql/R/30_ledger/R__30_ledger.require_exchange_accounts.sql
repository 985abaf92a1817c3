-- It stays volatile, as core.refuse does.

create or replace function ledger.require_exchange_accounts(p_request ledger.exchange)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_argument text;
    v_account_id uuid;
begin
    select
        wanted.argument,
        wanted.account_id
    into v_argument, v_account_id
    from (
        values
            (1, 'from_account_id', p_request.from_account_id),
            (2, 'to_account_id', p_request.to_account_id),
            (3, 'fee_account_id', p_request.fee_account_id)
    ) as wanted (place, argument, account_id)
    where
        wanted.account_id is not null
        and not exists (
            select
            from ledger.account
            where
                account.book_id = p_request.book_id
                and account.account_id = wanted.account_id
        )
    order by wanted.place
    limit 1;

    if found then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', v_argument, 'account_id', v_account_id
        ));
    end if;
end;
$body$;

comment on function ledger.require_exchange_accounts is
'Ends the statement unless the accounts of an exchange are in the book.';

revoke all on function ledger.require_exchange_accounts from public;

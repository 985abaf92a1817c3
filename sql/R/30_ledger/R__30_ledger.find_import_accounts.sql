-- By arrays, so that each is found by its key: nested loops are off in the routines of an import,
-- and a join would read every account of the book.

drop function if exists ledger.find_import_accounts(uuid, uuid);

create or replace function ledger.find_import_accounts(
    p_book_id uuid,
    p_import_id uuid
)
returns table (
    name core.account_name,
    account_id uuid,
    currency core.currency_code,
    balance core.balance,
    version bigint,
    entire ledger.account
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
declare
    v_names text[];
    v_ids uuid[];
begin
    v_names := array(
        select source || ':' || account
        from ledger.staged_statement
        where
            book_id = p_book_id
            and import_id = p_import_id
            and account is not null
        union
        select ledger.import_account_name(kind.kind::core.transfer_kind, staged.currency)
        from (
            select distinct currency
            from ledger.staged_statement
            where
                book_id = p_book_id
                and import_id = p_import_id
                and currency is not null
        ) as staged
        cross join unnest(array['transfer', 'opening', 'gap', 'break']) as kind (kind)
    );

    v_ids := array(
        select account_id
        from ledger.account_name
        where
            book_id = p_book_id
            and name = any(v_names)
    );

    return query
    select
        account_name.name,
        account.account_id,
        account.currency,
        account.balance,
        account.version,
        account as entire
    from ledger.account_name
    inner join ledger.account on account_name.account_id = account.account_id
    where
        account_name.book_id = p_book_id
        and account_name.name = any(v_names)
        and account.book_id = p_book_id
        and account.account_id = any(v_ids);
end;
$body$;

comment on function ledger.find_import_accounts is
'What is there already of the accounts that an import posts between, by their names.';

revoke all on function ledger.find_import_accounts from public;

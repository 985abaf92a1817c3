create or replace function api.list_imported_accounts(
    p_book_id uuid,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    account_name core.account_name,
    currency core.currency_code,
    statements bigint,
    lines bigint,
    balance core.balance
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        imported.account_id,
        imported.account_name,
        account.currency,
        imported.statements,
        imported.lines,
        account.balance
    from (
        select
            account_id,
            min(source || ':' || account)::core.account_name as account_name,
            count(*) as statements,
            sum(lines) as lines
        from ledger.imported_statement
        where
            book_id = p_book_id
            and account_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
            and outcome = 'posted'
        group by account_id
        order by account_id
        limit p_limit
    ) as imported
    inner join ledger.account
        on
            account.book_id = p_book_id
            and imported.account_id = account.account_id
    order by imported.account_id;
end;
$body$;

comment on function api.list_imported_accounts is $contract$
List the accounts that statements of banks were posted to, in the order of their ids.

Of each: how many statements were posted and how many lines they have, without what the ledger
itself posts for openings, gaps and breaks; and what the account holds now.

@http       GET /v1/books/{book_id}/imported-accounts
@scope      import:read
@timeout    5s
@page       after account_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_imported_accounts from public;
grant execute on function api.list_imported_accounts to api_read;

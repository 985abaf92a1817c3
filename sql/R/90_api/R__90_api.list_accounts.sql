create or replace function api.list_accounts(
    p_book_id uuid,
    p_name core.account_name default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    balance core.balance,
    balance_floor core.balance,
    version bigint,
    is_open boolean,
    names text[]
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_first constant uuid := uuid '00000000-0000-0000-0000-000000000000';
    v_last constant uuid := uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    v_named uuid;
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

    if p_name is not null then
        select account_name.account_id into v_named
        from ledger.account_name
        where
            account_name.book_id = p_book_id
            and account_name.name = p_name;

        if not found then
            return;
        end if;
    end if;

    -- A name leads to one account: then the range is that one, and the rest isn't read.
    return query
    select
        account.account_id,
        account.currency,
        account.balance,
        account.balance_floor,
        account.version,
        account.is_open,
        account.names
    from report.account() as account
    where
        account.book_id = p_book_id
        and account.account_id > coalesce(p_after, v_first)
        and account.account_id between coalesce(v_named, v_first) and coalesce(v_named, v_last)
    order by account.account_id
    limit p_limit;
end;
$body$;

comment on function api.list_accounts is $contract$
List the accounts of a book, in the order of their ids.

With a name, the one account that is called so outside, or none.

@http       GET /v1/books/{book_id}/accounts
@scope      account:read
@timeout    2s
@page       after account_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_accounts from public;
grant execute on function api.list_accounts to api_read;

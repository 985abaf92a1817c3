create or replace function api.get_account(
    p_book_id uuid,
    p_account_id uuid,
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
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    -- 4 judge: the account is judged by the answer being empty
    perform core.require_book(p_actor, p_book_id);

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
        and account.account_id = p_account_id;

    if not found then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_account_id
        ));
    end if;
end;
$body$;

comment on function api.get_account is $contract$
Read one account: what it holds, how low it may go, and what it is called outside.

The version counts the transfers that have moved it: two answers with the same version have the
same balance.

@http       GET /v1/books/{book_id}/accounts/{account_id}
@scope      account:read
@timeout    2s
@single
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_account from public;
grant execute on function api.get_account to api_read;

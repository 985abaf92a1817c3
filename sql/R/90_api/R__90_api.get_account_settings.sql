create or replace function api.get_account_settings(
    p_book_id uuid,
    p_account_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    state core.account_state,
    balance_floor core.balance,
    balance_ceiling core.balance,
    transfer_limit core.amount,
    day_limit core.amount,
    heading core.heading_code,
    metadata core.metadata,
    version text
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
        account.state,
        account.balance_floor,
        account.balance_ceiling,
        account.transfer_limit,
        account.day_limit,
        account.heading,
        account.metadata,
        ledger.settings_version(p_book_id, p_account_id) as version
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

comment on function api.get_account_settings is $contract$
Read what is set for an account: its state, its limits, its heading, its metadata.

The version is another as soon as one of them is, and no transfer changes it. Who sets something
sends it as If-Match: then nothing is overwritten that he has not read.

@http       GET /v1/books/{book_id}/accounts/{account_id}/settings
@scope      account:read
@timeout    2s
@single
@etag       version
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_account_settings from public;
grant execute on function api.get_account_settings to api_read;

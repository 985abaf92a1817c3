drop function if exists api.get_account(uuid, uuid, core.actor, core.trace);

create or replace function api.get_account(
    p_book_id uuid,
    p_account_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    kind core.account_kind,
    normal_side core.side,
    balance core.balance,
    normal_balance core.balance,
    held core.held,
    available bigint,
    balance_floor core.balance,
    balance_ceiling core.balance,
    transfer_limit core.amount,
    day_limit core.amount,
    spent_today core.held,
    version bigint,
    state core.account_state,
    heading core.heading_code,
    metadata core.metadata,
    names text[]
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_today constant date := (core.now() at time zone 'UTC')::date;
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
        account.kind,
        account.normal_side,
        account.balance,
        account.normal_balance,
        account.held,
        account.available,
        account.balance_floor,
        account.balance_ceiling,
        account.transfer_limit,
        account.day_limit,
        case
            when account.day_limit is null then null
            when account.spent_date >= v_today then account.spent
            else 0
        end::core.held as spent_today,
        account.version,
        account.state,
        account.heading,
        account.metadata,
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
Read one account: what it holds, what it may do, where it stands, and what it is called outside.

The balance is credits less debits; on the normal side of its kind, that of an asset or an expense
has the other sign. Held is set aside for open holds; available is what may be taken out, null
where no floor ends it. Spent today is what counts against the limit of the day. The version counts
the transfers that have touched it: two answers with the same version have the same balance.

@http       GET /v1/books/{book_id}/accounts/{account_id}
@scope      account:read
@timeout    2s
@single
@slo        p99 25ms 99.9
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_account from public;
grant execute on function api.get_account to api_read;

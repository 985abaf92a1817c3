-- Planned for each call, so that the filters that aren't asked for vanish, and those that are lead
-- to their index: a page reads as many accounts as it has (sql/tests/90_api/list_accounts*).

drop function if exists api.list_accounts(
    uuid, core.account_name, uuid, core.page_size, core.actor, core.trace
);

create or replace function api.list_accounts(
    p_book_id uuid,
    p_name core.account_name default null,
    p_kind core.account_kind default null,
    p_state core.account_state default null,
    p_heading core.heading_code default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
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
    names text[]
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $body$
#variable_conflict use_column
declare
    v_first constant uuid := uuid '00000000-0000-0000-0000-000000000000';
    v_today constant date := (core.now() at time zone 'UTC')::date;
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
    perform ledger.require_heading(p_book_id, p_heading, 'heading');

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

    -- Of a state that few are in: first what their index says, then which of the four it is. Most
    -- are open: said by the columns, which the planner has counted.
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
        account.names
    from report.account() as account
    where
        account.book_id = p_book_id
        and account.account_id > coalesce(p_after, v_first)
        and (v_named is null or account.account_id = v_named)
        and (p_kind is null or account.kind = p_kind)
        and (
            coalesce(p_state, 'open') = 'open'
            or (not account.is_open or account.is_debit_frozen or account.is_credit_frozen)
        )
        and (coalesce(p_state, 'open') = 'open' or account.state = p_state)
        and (
            coalesce(p_state, 'closed') <> 'open'
            or (account.is_open and not account.is_debit_frozen and not account.is_credit_frozen)
        )
        and (p_heading is null or account.heading = p_heading)
    order by account.account_id
    limit p_limit;
end;
$body$;

comment on function api.list_accounts is $contract$
List the accounts of a book, in the order of their ids.

With a name, the one account that is called so outside, or none; with a kind, a state or a heading,
those that are of it: of a heading, those that stand directly under it. Each account is told as by
get_account, without its metadata.

@http       GET /v1/books/{book_id}/accounts
@scope      account:read
@timeout    2s
@page       after account_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The heading is not in the book.
$contract$;

revoke all on function api.list_accounts from public;
grant execute on function api.list_accounts to api_read;

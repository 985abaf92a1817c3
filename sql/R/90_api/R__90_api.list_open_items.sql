-- Why an item is open is asked of all items of the other side: by amount, by reference, by both. So
-- a page costs a reading of what is open, and of what was matched of the account.

create or replace function api.list_open_items(
    p_book_id uuid,
    p_account_id uuid,
    p_days core.match_days default 5,
    p_after bigint default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    version bigint,
    transfer_id uuid,
    kind core.transfer_kind,
    is_imported boolean,
    amount bigint,
    counterpart_account_id uuid,
    value_date date,
    memo core.memo,
    age_days integer,
    reason core.open_reason
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_account_id, p_days, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_days is null then 'days'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_account(p_book_id, p_account_id);

    return query
    with page as materialized (
        select item.*
        from report.open_item() as item
        where
            item.book_id = p_book_id
            and item.account_id = p_account_id
            and item.version > coalesce(p_after, 0)
        order by item.version
        limit p_limit
    ),

    item as materialized (
        select item.*
        from report.open_item() as item
        where
            item.book_id = p_book_id
            and item.account_id = p_account_id
    ),

    reference as materialized (
        select
            item.is_imported,
            item.moved,
            token.token
        from item
        cross join lateral unnest(ledger.reference_tokens(item.memo)) as token (token)
    )

    select
        page.version,
        page.transfer_id,
        page.kind,
        page.is_imported,
        page.moved as amount,
        page.counterpart_account_id,
        page.value_date,
        page.memo,
        (core.now() at time zone 'UTC')::date - page.value_date as age_days,
        case
            when fits.within or referred.same then 'matchable'
            when fits.within is not null then 'outside_window'
            when referred.same is not null then 'amount_differs'
            else 'no_counterpart'
        end::core.open_reason
    from page
    left join (
        select
            page.transfer_id,
            bool_or(abs(other.value_date - page.value_date) <= p_days) as within
        from page
        inner join item as other
            on
                page.moved = -other.moved
                and page.is_imported <> other.is_imported
        group by page.transfer_id
    ) as fits on page.transfer_id = fits.transfer_id
    left join (
        select
            page.transfer_id,
            bool_or(page.moved = -reference.moved) as same
        from page
        cross join lateral unnest(ledger.reference_tokens(page.memo)) as token (token)
        inner join reference
            on
                token.token = reference.token
                and page.is_imported <> reference.is_imported
        group by page.transfer_id
    ) as referred on page.transfer_id = referred.transfer_id
    order by page.version;
end;
$body$;

comment on function api.list_open_items is $contract$
List what moved an account and is in no match, in the order in which it was booked, and why.

An item that an import booked is a line of the bank. Its age is counted in days from its value date
to today by UTC, below zero when that is still to come. Why it is open: matchable (something of the
other side fits, by reference or within the days; nobody has matched it), outside_window (an equal
amount lies further away), amount_differs (something has its reference, none its amount),
no_counterpart (neither). Several that add up to one are told by the suggestions alone. The open
items of an account add up to its balance.

@http       GET /v1/books/{book_id}/accounts/{account_id}/open-items
@scope      reconciliation:read
@timeout    10s
@page       after version
@error      LG002 The book, the account, the days or the limit is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_open_items from public;
grant execute on function api.list_open_items to api_read;

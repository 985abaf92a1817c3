-- First the headings of the page and all that stand under each, then what their accounts hold: two
-- statements, so that the second is planned for as many headings as there are. In one, the planner
-- takes a walk of unknown length for a long one and reads every account (docs/adr/0019: 10 ms in
-- place of 1). Both see one moment: the routine is stable.

create or replace function api.get_heading_balances(
    p_book_id uuid,
    p_currency core.currency_code,
    p_heading core.heading_code default null,
    p_after core.heading_code default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    heading core.heading_code,
    name core.heading_name,
    parent core.heading_code,
    tier smallint,
    accounts bigint,
    debit_total numeric,
    credit_total numeric,
    held numeric,
    balance numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $body$
#variable_conflict use_column
declare
    v_page text [];
    v_tops text [];
    v_below text [];
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_currency, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_currency is null then 'currency'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform core.require_currency(p_currency);
    perform ledger.require_heading(p_book_id, p_heading, 'heading');

    v_page := array(
        select heading.heading
        from ledger.heading
        where
            heading.book_id = p_book_id
            and heading.heading > coalesce(p_after, '')
            and (
                p_heading is null
                or heading.heading = any(
                    array(select below from report.headings_below(p_book_id, p_heading) as below)
                )
            )
        order by heading.heading
        limit p_limit
    );

    select
        array_agg(top order by top, below),
        array_agg(below order by top, below)
    into strict v_tops, v_below
    from unnest(v_page) as top
    cross join lateral report.headings_below(p_book_id, top) as below;

    return query
    with direct as (
        select
            account_detail.heading,
            count(*) as accounts,
            -sum(account.balance) filter (where account.balance < 0) as debit_total,
            sum(account.balance) filter (where account.balance > 0) as credit_total,
            sum(account.held) as held
        from ledger.account_detail
        inner join ledger.account
            on
                account_detail.book_id = account.book_id
                and account_detail.account_id = account.account_id
        where
            account_detail.book_id = p_book_id
            and account_detail.heading = any(array(select distinct unnest(v_below)))
            and account.book_id = p_book_id
            and account.currency = p_currency
        group by account_detail.heading
    )

    select
        heading.heading,
        heading.name,
        heading.parent,
        heading.tier,
        coalesce(sum(direct.accounts), 0)::bigint as accounts,
        coalesce(sum(direct.debit_total), 0) as debit_total,
        coalesce(sum(direct.credit_total), 0) as credit_total,
        coalesce(sum(direct.held), 0) as held,
        coalesce(sum(direct.credit_total), 0) - coalesce(sum(direct.debit_total), 0) as balance
    from unnest(v_tops, v_below) as walk (top, below)
    inner join ledger.heading
        on
            heading.book_id = p_book_id
            and walk.top = heading.heading
    left join direct on walk.below = direct.heading
    group by heading.heading, heading.name, heading.parent, heading.tier
    order by heading.heading;
end;
$body$;

comment on function api.get_heading_balances is $contract$
Add up what stands under each heading, however deep, in one currency.

One row a heading, in the order of their codes: with a heading, it and all that stand under it. What
the accounts below zero lack and what the others hold, in minor units; the balance is credits less
debits. An account that is in no chart counts nowhere: the trial balance has it.

@http       GET /v1/books/{book_id}/heading-balances
@scope      report:read
@timeout    10s
@page       after heading
@error      LG002 The book, the currency or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG106 The heading is not in the book.
$contract$;

revoke all on function api.get_heading_balances from public;
grant execute on function api.get_heading_balances to api_read;

create or replace function api.trial_balance(
    p_book_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    currency core.currency_code,
    accounts bigint,
    debit_total numeric,
    credit_total numeric,
    difference numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row
    if p_book_id is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'book_id'));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        account.currency,
        count(*) as accounts,
        coalesce(-sum(account.balance) filter (where account.balance < 0), 0) as debit_total,
        coalesce(sum(account.balance) filter (where account.balance > 0), 0) as credit_total,
        sum(account.balance) as difference
    from ledger.account
    where account.book_id = p_book_id
    group by account.currency
    order by account.currency;
end;
$body$;

comment on function api.trial_balance is $contract$
Add up the balances of a book: one row a currency.

What the accounts below zero lack and what the others hold, in minor units. The difference is zero,
or the ledger is broken.

@http       GET /v1/books/{book_id}/trial-balance
@scope      report:read
@timeout    5s
@most       1000
@error      LG002 The book is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.trial_balance from public;
grant execute on function api.trial_balance to api_read;

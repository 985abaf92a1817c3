create or replace function api.get_value_balances(
    p_book_id uuid,
    p_account_id uuid,
    p_from_date date default null,
    p_to_date date default null,
    p_known_at timestamptz default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    from_date date,
    to_date date,
    opening numeric,
    closing numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_currency core.currency_code;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    if p_from_date > p_to_date then
        perform core.refuse('LG004', jsonb_build_object(
            'argument', 'from_date', 'from_date', p_from_date, 'to_date', p_to_date
        ));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    v_currency := (
        select account.currency
        from ledger.account
        where
            account.book_id = p_book_id
            and account.account_id = p_account_id
    );

    if v_currency is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_account_id
        ));
    end if;

    return query select
        p_account_id,
        v_currency,
        p_from_date,
        p_to_date,
        report.value_balance(
            p_book_id, p_account_id, coalesce(p_from_date, '-infinity') - 1, p_known_at
        ),
        report.value_balance(
            p_book_id, p_account_id, coalesce(p_to_date, 'infinity'), p_known_at
        );
end;
$body$;

comment on function api.get_value_balances is $contract$
Tell what an account held before the first day and at the end of the last one, by value date.

Without a first day, from its beginning: the opening is zero. Without a last day, up to everything
that is booked. With known_at, as it looked at that moment. The lines in between are those of
api.get_value_statement for the same days.

@http       GET /v1/books/{book_id}/accounts/{account_id}/value-balances
@scope      account:read
@timeout    5s
@single
@error      LG002 The book or the account is null.
@error      LG004 The first day is after the last one.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_value_balances from public;
grant execute on function api.get_value_balances to api_read;

create or replace function api.preview_interest(
    p_book_id uuid,
    p_account_id uuid,
    p_through_date date,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    through_date date,
    amount core.signed_amount,
    posted_total numeric,
    remainder_parts numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_row ledger.interest_accrual;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id, p_through_date) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            else 'through_date'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform ledger.judge_interest(
        p_book_id, p_account_id, p_through_date,
        ledger.find_interest_terms(p_book_id, p_account_id, p_through_date)
    );

    v_row := ledger.weigh_interest(
        p_book_id, p_account_id, p_through_date,
        (
            select account.version
            from ledger.account
            where
                account.book_id = p_book_id
                and account.account_id = p_account_id
        )
    );

    return query select
        v_row.through_date,
        v_row.amount,
        v_row.posted_total,
        v_row.numerator - v_row.posted_total * ledger.interest_denominator();
end;
$body$;

comment on function api.preview_interest is $contract$
Reckon what an accrual of an account through a day would post now, and post nothing.

The columns are those of the accrual: what it would post, above zero to the account; what would be
posted in all by then; and what would be left, in parts of 2628000000000 to a minor unit.

@http       GET /v1/books/{book_id}/accounts/{account_id}/interest
@scope      interest:read
@timeout    10s
@single
@error      LG002 A value is null.
@error      LG011 The day is after today, by UTC.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG108 The account has no terms on the day.
@error      LG206 The day is accrued already.
$contract$;

revoke all on function api.preview_interest from public;
grant execute on function api.preview_interest to api_read;

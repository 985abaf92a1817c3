create or replace function api.list_interest_terms(
    p_book_id uuid,
    p_account_id uuid,
    p_after date default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    from_date date,
    through_date date,
    credit_rate core.annual_rate,
    debit_rate core.annual_rate,
    day_count core.day_count,
    compounding core.compounding,
    counterpart_account_id uuid
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_account_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_account(p_book_id, p_account_id);

    return query
    select
        terms.from_date,
        lead(terms.from_date) over (order by terms.from_date) - 1 as through_date,
        terms.credit_rate,
        terms.debit_rate,
        terms.day_count,
        terms.compounding,
        terms.counterpart_account_id
    from ledger.interest_terms as terms
    where
        terms.book_id = p_book_id
        and terms.account_id = p_account_id
        and terms.from_date > coalesce(p_after, '-infinity')
    order by terms.from_date
    limit p_limit;
end;
$body$;

comment on function api.list_interest_terms is $contract$
List the terms on which an account bears interest, in the order of their days.

The last day of terms is the one before the next; without one, they go on.

@http       GET /v1/books/{book_id}/accounts/{account_id}/interest-terms
@scope      interest:read
@timeout    2s
@page       after from_date
@error      LG002 The book, the account or the limit is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_interest_terms from public;
grant execute on function api.list_interest_terms to api_read;

create or replace function ledger.find_interest_terms(
    p_book_id uuid,
    p_account_id uuid,
    p_day date
)
returns ledger.interest_terms
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_terms ledger.interest_terms;
begin
    select * into v_terms
    from ledger.interest_terms
    where
        book_id = p_book_id
        and account_id = p_account_id
        and from_date <= p_day
    order by from_date desc
    limit 1;

    if not found then
        return null;
    end if;

    return v_terms;
end;
$body$;

comment on function ledger.find_interest_terms is
'The terms of an account on a day; all null where there are none.';

revoke all on function ledger.find_interest_terms from public;

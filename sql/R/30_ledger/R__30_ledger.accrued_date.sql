create or replace function ledger.accrued_date(
    p_book_id uuid,
    p_account_id uuid
)
returns date
language sql
stable
parallel safe
begin atomic
    select max(through_date)
    from ledger.interest_accrual
    where
        book_id = p_book_id
        and account_id = p_account_id
        and refusal is null;
end;

comment on function ledger.accrued_date is
'The last day of an account whose interest is accrued; null where none is.';

revoke all on function ledger.accrued_date from public;

-- What lay in a detached month moved the account before the first day of its terms: whoever
-- detaches one looks that its periods are closed, and accrued.

create or replace function ledger.start_interest(
    p_book_id uuid,
    p_account_id uuid
)
returns ledger.interest_accrual
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_start ledger.interest_accrual;
begin
    v_start.book_id := p_book_id;
    v_start.account_id := p_account_id;
    v_start.numerator := 0;

    select
        version,
        balance
    into v_start.settled_version, v_start.principal
    from ledger.account_anchor
    where
        book_id = p_book_id
        and account_id = p_account_id;

    if not found then
        v_start.settled_version := 0;
        v_start.principal := 0;
    end if;

    return v_start;
end;
$body$;

comment on function ledger.start_interest is
'What an account had borne before its first terms: nothing, and no line is counted yet but those of
months that were detached.';

revoke all on function ledger.start_interest from public;
grant execute on function ledger.start_interest to report_read;

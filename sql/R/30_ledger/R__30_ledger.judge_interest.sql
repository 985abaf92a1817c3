-- What both reckoning and posting of interest can't go on with. A day that isn't over yet has no
-- last balance: today will do, since late entries are mended by the next accrual; tomorrow won't.

create or replace function ledger.judge_interest(
    p_book_id uuid,
    p_account_id uuid,
    p_through_date date,
    p_terms ledger.interest_terms
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_today date := (core.now() at time zone 'UTC')::date;
    v_accrued date;
begin
    if not isfinite(p_through_date) or p_through_date > v_today then
        perform core.refuse('LG011', jsonb_build_object(
            'argument', 'through_date', 'asked', p_through_date, 'last_date', v_today
        ));
    end if;

    perform ledger.require_account(p_book_id, p_account_id);

    if p_terms.account_id is null then
        perform core.refuse('LG108', jsonb_build_object(
            'argument', 'through_date', 'asked', p_through_date
        ));
    end if;

    v_accrued := ledger.accrued_date(p_book_id, p_account_id);

    if p_through_date <= v_accrued then
        perform core.refuse('LG206', jsonb_build_object(
            'argument', 'through_date', 'asked', p_through_date, 'accrued_through', v_accrued
        ));
    end if;
end;
$body$;

comment on function ledger.judge_interest is
'Ends the statement unless interest can be reckoned through the day: it is over or today, has
terms, and is not accrued yet.';

revoke all on function ledger.judge_interest from public;

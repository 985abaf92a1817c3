create or replace function ledger.judge_interest_terms(p_terms ledger.interest_terms)
returns core.refusal
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_currency core.currency_code;
    v_counterpart_currency core.currency_code;
    v_accrued date := ledger.accrued_date(p_terms.book_id, p_terms.account_id);
begin
    v_currency := (
        select currency
        from ledger.account
        where
            book_id = p_terms.book_id
            and account_id = p_terms.account_id
    );

    v_counterpart_currency := (
        select currency
        from ledger.account
        where
            book_id = p_terms.book_id
            and account_id = p_terms.counterpart_account_id
    );

    if v_currency is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_terms.account_id
        ));
    elsif v_counterpart_currency is null then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'counterpart_account_id', 'account_id', p_terms.counterpart_account_id
        ));
    end if;

    if p_terms.from_date <= v_accrued then
        perform core.refuse('LG206', jsonb_build_object(
            'argument', 'from_date', 'asked', p_terms.from_date, 'accrued_through', v_accrued
        ));
    end if;

    if v_currency <> v_counterpart_currency then
        return core.refusal('LG302', jsonb_build_object(
            'argument', 'counterpart_account_id',
            'asked', v_currency,
            'counterpart', v_counterpart_currency
        ));
    end if;

    return null;
end;
$body$;

comment on function ledger.judge_interest_terms is
'Why terms can''t be set: their accounts are not there, or not of one currency, or their first day
is accrued. Null when nothing speaks against them.';

revoke all on function ledger.judge_interest_terms from public;

-- It's volatile, though it only reads: so each of its statements sees what was committed before it
-- began, and it began after the locks. A close of the period that waits for the writers in flight
-- misses none then.

create or replace function ledger.judge(
    p_request ledger.transfer,
    p_debit ledger.account,
    p_credit ledger.account
)
returns core.refusal
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_limit constant bigint := 900000000000000000; -- of core.balance, either way
    v_period_start date := date_trunc('month', p_request.value_date::timestamp)::date;
begin
    if p_request.currency <> p_debit.currency or p_request.currency <> p_credit.currency then
        perform core.require_currency(p_request.currency);

        return core.refusal('LG302', jsonb_build_object(
            'argument', 'currency',
            'asked', p_request.currency,
            'debit', p_debit.currency,
            'credit', p_credit.currency
        ));
    end if;

    if not (p_debit.is_open and p_credit.is_open) then
        return core.refusal('LG304', jsonb_build_object(
            'account_id', case
                when p_debit.is_open then p_credit.account_id
                else p_debit.account_id
            end
        ));
    end if;

    if exists (
        select
        from ledger.period
        where
            book_id = p_request.book_id
            and period_start = v_period_start
            and state = 'closed'
    ) then
        return core.refusal('LG305', jsonb_build_object(
            'argument', 'value_date',
            'asked', p_request.value_date,
            'closed_from', v_period_start,
            'closed_to', (v_period_start + interval '1 month - 1 day')::date
        ));
    end if;

    if p_debit.balance - p_request.amount < p_debit.balance_floor then
        return core.refusal('LG303', jsonb_build_object(
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'available', (p_debit.balance - p_debit.balance_floor)::text,
            'balance', p_debit.balance::text,
            'balance_floor', p_debit.balance_floor::text
        ));
    end if;

    if p_debit.balance - p_request.amount < -v_limit then
        return core.refusal('LG306', jsonb_build_object(
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'available', (p_debit.balance + v_limit)::text,
            'balance', p_debit.balance::text
        ));
    end if;

    if p_credit.balance + p_request.amount > v_limit then
        return core.refusal('LG306', jsonb_build_object(
            'account_id', p_credit.account_id,
            'asked', p_request.amount::text,
            'available', (v_limit - p_credit.balance)::text,
            'balance', p_credit.balance::text
        ));
    end if;

    return null;
end;
$body$;

comment on function ledger.judge is
'Why a transfer between two locked accounts is refused; null when nothing speaks against it.';

revoke all on function ledger.judge from public;

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
    v_period_start date := date_trunc('month', p_request.value_date::timestamp)::date;
    v_period_state core.period_state;
begin
    perform core.require_read_committed();

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

    if p_debit.is_debit_frozen then
        return core.refusal('LG316', jsonb_build_object('account_id', p_debit.account_id));
    end if;

    if p_credit.is_credit_frozen and p_request.kind <> 'hold' then
        return core.refusal('LG317', jsonb_build_object('account_id', p_credit.account_id));
    end if;

    v_period_state := (
        select state
        from ledger.period
        where
            book_id = p_request.book_id
            and period_start >= v_period_start
            and (
                period_start = v_period_start
                or state in ('closing', 'closed') -- it shuts all days before it too
            )
        order by period_start desc
        limit 1
    );

    if
        v_period_state in ('closing', 'closed')
        or (v_period_state = 'soft_closed' and p_request.kind <> 'adjustment')
    then
        return core.refusal('LG305', jsonb_build_object(
            'argument', 'value_date',
            'asked', p_request.value_date,
            'state', v_period_state,
            'closed_from', v_period_start,
            'closed_to', (v_period_start + interval '1 month - 1 day')::date
        ));
    end if;

    return ledger.judge_amount(p_request, p_debit, p_credit);
end;
$body$;

comment on function ledger.judge is
'Why a transfer or a hold between two locked accounts is refused; null when nothing speaks against
it. A hold leaves the credit account alone, so nothing is asked of it but its currency, and that it
is open.';

revoke all on function ledger.judge from public;

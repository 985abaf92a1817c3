-- The second half of ledger.judge: what depends on the amount.

create or replace function ledger.judge_amount(
    p_request ledger.transfer,
    p_debit ledger.account,
    p_credit ledger.account
)
returns core.refusal
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_limit constant bigint := 900000000000000000; -- of core.balance, either way
    v_spent bigint := ledger.spent_today(p_debit);
    -- what a capture takes was set aside for it
    v_held bigint := case when p_request.kind = 'capture' then p_request.amount else 0 end;
begin
    if ledger.is_spending(p_request.kind) and p_request.amount > p_debit.transfer_limit then
        return core.refusal('LG314', jsonb_build_object(
            'argument', 'amount',
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'transfer_limit', p_debit.transfer_limit::text
        ));
    end if;

    if ledger.is_spending(p_request.kind) and v_spent + p_request.amount > p_debit.day_limit then
        return core.refusal('LG315', jsonb_build_object(
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'available', greatest(p_debit.day_limit - v_spent, 0)::text,
            'day_limit', p_debit.day_limit::text,
            'spent', v_spent::text
        ));
    end if;

    if p_debit.balance - p_debit.held + v_held - p_request.amount < p_debit.balance_floor then
        return core.refusal('LG303', jsonb_build_object(
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'available', (p_debit.balance - p_debit.held - p_debit.balance_floor)::text,
            'balance', p_debit.balance::text,
            'held', p_debit.held::text,
            'balance_floor', p_debit.balance_floor::text
        ));
    end if;

    if p_credit.balance + p_request.amount > p_credit.balance_ceiling and p_request.kind <> 'hold'
    then
        return core.refusal('LG309', jsonb_build_object(
            'account_id', p_credit.account_id,
            'asked', p_request.amount::text,
            'available', (p_credit.balance_ceiling - p_credit.balance)::text,
            'balance', p_credit.balance::text,
            'balance_ceiling', p_credit.balance_ceiling::text
        ));
    end if;

    if
        p_debit.balance - p_debit.held + v_held - p_request.amount < -v_limit
        or (p_debit.held + p_request.amount > v_limit and p_request.kind = 'hold')
    then
        return core.refusal('LG306', jsonb_build_object(
            'account_id', p_debit.account_id,
            'asked', p_request.amount::text,
            'available', (v_limit + least(p_debit.balance, 0) - p_debit.held)::text,
            'balance', p_debit.balance::text,
            'held', p_debit.held::text
        ));
    end if;

    if p_credit.balance + p_request.amount > v_limit and p_request.kind <> 'hold' then
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

comment on function ledger.judge_amount is
'Why the amount of a transfer or a hold between two locked accounts is too much; null when it is
not. What a capture takes was judged and counted with its hold: only what may have changed since is
asked again.';

revoke all on function ledger.judge_amount from public;

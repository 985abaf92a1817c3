-- A statement is posted as a whole, with a gap and breaks in either direction: so each freeze of an
-- account refuses it, whatever its lines move. Limits of a transfer and of a day are for clients.

create or replace function ledger.weigh_account(
    p_account ledger.account,
    p_lowest numeric,
    p_highest numeric
)
returns core.refusal
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
begin
    if not p_account.is_open then
        return core.refusal('LG304', jsonb_build_object('account_id', p_account.account_id));
    elsif p_account.is_debit_frozen then
        return core.refusal('LG316', jsonb_build_object('account_id', p_account.account_id));
    elsif p_account.is_credit_frozen then
        return core.refusal('LG317', jsonb_build_object('account_id', p_account.account_id));
    elsif p_lowest - p_account.held < p_account.balance_floor then
        return core.refusal('LG303', jsonb_build_object(
            'account_id', p_account.account_id,
            'asked', p_lowest::text,
            'held', p_account.held::text,
            'balance_floor', p_account.balance_floor::text
        ));
    elsif p_highest > p_account.balance_ceiling then
        return core.refusal('LG309', jsonb_build_object(
            'account_id', p_account.account_id,
            'asked', p_highest::text,
            'balance_ceiling', p_account.balance_ceiling::text
        ));
    end if;

    return null;
end;
$body$;

comment on function ledger.weigh_account is
'Why an import may not take the balance of an account as low and as high as it would; null when
nothing speaks against it, and where there is no account.';

revoke all on function ledger.weigh_account from public;

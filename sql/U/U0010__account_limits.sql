-- Undoes  sql/V/V0010__account_limits.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while an account has a kind, limit, freeze or hold to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_accounts bigint;
begin
    v_accounts := (
        select count(*)
        from ledger.account
        where
            kind <> 'liability'
            or held > 0
            or spent > 0
            or is_debit_frozen
            or is_credit_frozen
            or num_nonnulls(balance_ceiling, transfer_limit, day_limit) > 0
    );

    if v_accounts > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0010 refused: %s accounts would lose a kind, limit, freeze or hold',
                v_accounts
            ),
            hint = 'Restore a backup instead, or lift the limits and end the holds first.';
    end if;
end;
$body$;

alter table ledger.account
drop constraint account_balance_check,
drop column kind,
drop column held,
drop column balance_ceiling,
drop column transfer_limit,
drop column day_limit,
drop column spent_date,
drop column spent,
drop column is_debit_frozen,
drop column is_credit_frozen;

alter table ledger.account
add constraint account_balance_check check (balance >= balance_floor);

comment on column ledger.account.balance_floor is
'What the balance may not go below. Null: as low as a balance goes.';
comment on column ledger.account.is_open is 'Whether transfers may move it.';

drop domain core.held;
drop domain core.account_kind;

-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger interest_accrual_append_only
before update or delete or truncate on ledger.interest_accrual
for each statement execute function core.refuse_change();

comment on trigger interest_accrual_append_only on ledger.interest_accrual is
'What was accrued stays: late entries are mended by the next accrual.';

-- An expression that the planner puts in place of the call. It says yes where none of the rules of
-- ledger.judge can say no; where it doesn't, that routine decides, and finds the facts.

create or replace function ledger.is_clear(
    p_request ledger.transfer,
    p_debit ledger.account,
    p_credit ledger.account
)
returns boolean
language sql
immutable
parallel safe
return
(p_debit).currency = (p_request).currency
and (p_credit).currency = (p_request).currency
and (p_debit).is_open
and (p_credit).is_open
and not (p_debit).is_debit_frozen
and not (p_credit).is_credit_frozen
and num_nonnulls(
    (p_debit).transfer_limit, (p_debit).day_limit, (p_credit).balance_ceiling
) = 0
and (p_debit).balance - (p_debit).held - (p_request).amount
>= coalesce((p_debit).balance_floor, -900000000000000000)
and (p_credit).balance + (p_request).amount <= 900000000000000000;

comment on function ledger.is_clear is
'Whether nothing but the month can speak against a transfer between two locked accounts. False and
null: ask ledger.judge.';

revoke all on function ledger.is_clear from public;

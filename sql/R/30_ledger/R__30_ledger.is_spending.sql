-- What a client spends. A capture was counted with its hold; a reversal takes back, and what an
-- import or the ledger itself books isn't the client's to decide.

create or replace function ledger.is_spending(p_kind core.transfer_kind)
returns boolean
language sql
immutable
parallel safe
return p_kind in ('transfer', 'fee', 'exchange', 'hold', 'adjustment');

comment on function ledger.is_spending is
'Whether what is debited counts against the limits of the account for a transfer and for a day.';

revoke all on function ledger.is_spending from public;

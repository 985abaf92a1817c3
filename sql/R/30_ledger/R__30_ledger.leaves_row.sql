create or replace function ledger.leaves_row(p_refusal core.refusal)
returns boolean
language sql
immutable
parallel safe
return
p_refusal is null
or (p_refusal ->> 'code' like 'LG3%' and p_refusal ->> 'code' <> 'LG301');

comment on function ledger.leaves_row is
'Whether what was posted or refused is recorded under its id. The id of another request has a row
already; what couldn''t be judged has none.';

revoke all on function ledger.leaves_row from public;

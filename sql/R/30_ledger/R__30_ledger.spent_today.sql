-- A transaction that began before midnight may get the lock after one of the next day: the day of
-- the account never goes back, so that nothing is spent twice.

create or replace function ledger.spent_today(p_account ledger.account)
returns bigint
language sql
stable
parallel safe
return case
    when (p_account).spent_date >= (core.now() at time zone 'UTC')::date then (p_account).spent
    else 0
end;

comment on function ledger.spent_today is
'What was debited today, by UTC, of an account that has a limit for a day.';

revoke all on function ledger.spent_today from public;

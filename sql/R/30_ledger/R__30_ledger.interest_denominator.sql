-- 26280 is what 365 and 360 have in common, 10^8 the unit of a rate: so every day's interest is a
-- whole number of these parts, whatever its terms, and sums of them are exact.

create or replace function ledger.interest_denominator()
returns numeric
language sql
immutable
parallel safe
return 26280 * 100000000::numeric;

comment on function ledger.interest_denominator is
'Of how many parts of a minor unit the exact interest is counted.';

revoke all on function ledger.interest_denominator from public;
grant execute on function ledger.interest_denominator to report_read;

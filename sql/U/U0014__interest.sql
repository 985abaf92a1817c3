-- Undoes  sql/V/V0014__interest.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there are terms or an accrual to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
begin
    if
        exists (select from ledger.interest_terms)
        or exists (select from ledger.interest_accrual)
    then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'undo of V0014 refused: terms and accruals of interest would be lost',
            hint = 'The journal loses no row: restore a backup instead.';
    end if;
end;
$body$;

drop table ledger.interest_accrual;
drop table ledger.interest_terms;

drop domain core.compounding;
drop domain core.day_count;
drop domain core.annual_rate;

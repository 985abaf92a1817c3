-- Undoes  sql/V/V0006__ledger.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing but empty months: it refuses while there is a row to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_accounts bigint;
    v_periods bigint;
begin
    v_accounts := (select count(*) from ledger.account); -- transfers and names belong to one
    v_periods := (select count(*) from ledger.period);

    if v_accounts + v_periods > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0006 refused: %s accounts and %s periods would be lost',
                v_accounts, v_periods
            ),
            hint = 'Restore a backup instead, or move the rows away first.';
    end if;
end;
$body$;

drop table ledger.transfer;
drop table ledger.period;
drop table ledger.account_name;
drop table ledger.account;

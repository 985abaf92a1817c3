-- Undoes  sql/V/V0016__exchange.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Rates, which their source has still. It refuses while there is an exchange to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
begin
    if exists (select from ledger.exchange) then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'undo of V0016 refused: exchanges would be lost',
            hint = 'The journal loses no row: restore a backup instead.';
    end if;
end;
$body$;

drop table ledger.exchange;
drop table ledger.exchange_rate;

drop domain core.euro_rate;

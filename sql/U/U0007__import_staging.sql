-- Undoes  sql/V/V0007__import_staging.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a row to lose, a staged one too.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_imported bigint;
    v_staged bigint;
begin
    v_imported := (select count(*) from ledger.imported_statement);
    v_staged := (select count(*) from ledger.staged_statement); -- a line of none is never read

    if v_imported + v_staged > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0007 refused: %s imported and %s staged statements would be lost',
                v_imported, v_staged
            ),
            hint = 'Restore a backup instead, or move the rows away first.';
    end if;
end;
$body$;

drop table ledger.imported_statement;
drop type ledger.import_verdict;
drop table ledger.staged_line;
drop table ledger.staged_statement;

revoke usage on schema core, ledger from import_loader;

drop domain core.import_outcome;
drop domain core.signed_amount;
drop domain core.digest;
drop domain core.line_reference;
drop domain core.source_name;

-- Undoes  sql/V/V0003__currencies.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a row to lose. U0004 takes back those of the lists.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_rows bigint;
begin
    v_rows := (select count(*) from core.currency);

    if v_rows > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format('undo of V0003 refused: %s currencies would be lost', v_rows),
            hint = 'They are of no migration. Copy them, delete them, then undo again.';
    end if;
end;
$body$;

drop table core.currency;

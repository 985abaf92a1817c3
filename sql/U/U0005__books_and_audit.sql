-- Undoes  sql/V/V0005__books_and_audit.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a row to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_rows bigint;
begin
    v_rows := (select count(*) from core.book); -- the other rows belong to one

    if v_rows > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format('undo of V0005 refused: %s books would be lost', v_rows),
            hint = 'Restore a backup instead, or move the books away first.';
    end if;
end;
$body$;

drop table audit.event;
drop table core.book_actor;
drop table core.book;

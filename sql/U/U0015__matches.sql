-- Undoes  sql/V/V0015__matches.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a match to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_matches bigint;
begin
    v_matches := (select count(*) from ledger.match);

    if v_matches > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0015 refused: %s matches would be lost, ended ones included', v_matches
            ),
            hint = 'A journal loses no row: restore a backup instead.';
    end if;
end;
$body$;

drop table ledger.match_item;
drop table ledger.match_end;
drop table ledger.match;

comment on domain core.memo is 'A line of text for people. No routine reads it.';

drop domain core.open_reason;
drop domain core.match_reason;
drop domain core.match_days;

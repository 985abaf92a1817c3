-- Undoes  sql/V/V0017__verification.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Where the last verification stopped: the next one is full. It refuses while an account
--         has an anchor.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_anchors bigint;
begin
    v_anchors := (select count(*) from ledger.account_anchor);

    if v_anchors > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0017 refused: %s accounts would lose where they begin', v_anchors
            ),
            hint = 'Attach the detached months again first.';
    end if;
end;
$body$;

drop table ledger.account_anchor;
drop table ledger.verification;

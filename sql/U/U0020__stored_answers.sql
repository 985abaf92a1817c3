-- Undoes  sql/V/V0020__stored_answers.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Answers of more than a day ago. It refuses while there is one that may be asked for.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_answers bigint;
begin
    v_answers := (
        select count(*)
        from procwright.stored_answer
        where stored_at > now() - interval '24 hours'
    );

    if v_answers > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format('undo of V0020 refused: %s stored answers would be lost', v_answers),
            hint = 'A repeated request would have its effect twice: wait until they are a day old.';
    end if;
end;
$body$;

revoke usage on schema procwright from api_write;

drop table procwright.stored_answer;

drop domain procwright.content_hash;
drop domain procwright.request_key;

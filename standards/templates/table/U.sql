-- Undoes  sql/V/V{{version}}__{{name}}.sql
-- Needs   One transaction, opened by the runner.
-- Loses   Nothing: it refuses while there is a row.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
begin
    if exists (select from {{schema}}.{{name}}) then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'undo of V{{version}} refused: rows of {{schema}}.{{name}} would be lost',
            hint = 'Move them where they are kept first.';
    end if;
end;
$body$;

drop table {{schema}}.{{name}};

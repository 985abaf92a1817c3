-- Undoes  sql/V/V0008__api_keys.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Keys that were revoked or have expired. It refuses while there is one that still opens.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_keys bigint;
begin
    v_keys := (
        select count(*)
        from procwright.api_key
        where
            revoked_at is null
            and (expires_at is null or expires_at > now())
    );

    if v_keys > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format('undo of V0008 refused: %s API keys would be lost', v_keys),
            hint = 'Revoke them first; their owners will need new ones.';
    end if;
end;
$body$;

drop table procwright.api_key;

drop domain procwright.actor;
drop domain procwright.key_hash;
drop domain procwright.key_id;

create or replace function procwright.revoke_key(p_key_id procwright.key_id)
returns table (
    key_id procwright.key_id,
    revoked_at timestamptz,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_key procwright.api_key;
    v_replayed boolean;
begin
    -- 1 validate
    if p_key_id is null then
        perform procwright.refuse('PR002', jsonb_build_object('argument', 'key_id'));
    end if;

    -- 2 lock
    select * into v_key
    from procwright.api_key
    where key_id = p_key_id
    for no key update;

    -- 4 judge
    if not found then
        perform procwright.refuse('PR101', jsonb_build_object(
            'argument', 'key_id', 'key_id', p_key_id
        ));
    end if;

    -- 3 replay: the first time is the one that counts
    v_replayed := v_key.revoked_at is not null;

    -- 5 write
    if not v_replayed then
        v_key.revoked_at := now();

        update procwright.api_key
        set revoked_at = v_key.revoked_at
        where key_id = p_key_id;
    end if;

    return query select v_key.key_id, v_key.revoked_at, v_replayed;
end;
$body$;

comment on function procwright.revoke_key is $contract$
Shut a key out for ever. A service that remembers keys forgets it within seconds.

@error      PR002 The key_id is null.
@error      PR101 There is no key of this id.
$contract$;

revoke all on function procwright.revoke_key from public;
grant execute on function procwright.revoke_key to procwright_migrator;

-- The secret is made by the caller and never comes here: its hash does. The service's own login may
-- look keys up and not issue them, so that who takes the service over can't make himself one.

drop function if exists procwright.issue_key(
    procwright.key_id, procwright.key_hash, procwright.actor, text[], timestamptz
);

create or replace function procwright.issue_key(
    p_key_id procwright.key_id,
    p_hash procwright.key_hash,
    p_actor procwright.actor,
    p_scopes text[],
    p_expires_at timestamptz default null,
    p_label procwright.label default null
)
returns table (
    key_id procwright.key_id,
    issued_at timestamptz,
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
    -- 1 validate: what can be judged without a row; a domain's check lets null pass
    if num_nulls(p_key_id, p_hash, p_actor, p_scopes) > 0 then
        perform procwright.refuse('PR002', jsonb_build_object('argument', case
            when p_key_id is null then 'key_id'
            when p_hash is null then 'hash'
            when p_actor is null then 'actor'
            else 'scopes'
        end));
    end if;

    -- 3 replay, 5 write: the insert is the proof of being first
    insert into procwright.api_key (
        key_id, key_hash, actor, scopes, issued_at, expires_at, label, issued_by
    )
    values (p_key_id, p_hash, p_actor, p_scopes, now(), p_expires_at, p_label, session_user)
    on conflict (key_id) do nothing
    returning * into v_key;

    v_replayed := not found;

    if v_replayed then
        select * into strict v_key
        from procwright.api_key
        where key_id = p_key_id;

        if row(v_key.key_hash, v_key.actor, v_key.scopes, v_key.expires_at)
            is distinct from row(p_hash, p_actor, p_scopes, p_expires_at)
        then
            perform procwright.refuse('PR201', jsonb_build_object(
                'argument', 'key_id', 'key_id', p_key_id
            ));
        end if;
    end if;

    return query select v_key.key_id, v_key.issued_at, v_replayed;
end;
$body$;

comment on function procwright.issue_key is $contract$
Let the holder of a secret in, as an actor who may do what the scopes say.

A repetition changes nothing: a key that was revoked stays so, and a label is kept.

@error      PR002 A value other than expiry and label is null.
@error      PR201 The key_id has another hash, actor, scopes or expiry.
$contract$;

revoke all on function procwright.issue_key from public;
grant execute on function procwright.issue_key to procwright_migrator;

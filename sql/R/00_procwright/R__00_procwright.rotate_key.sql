-- The old key goes on for the overlap: its holder changes keys without a refused request.
-- The new secret is made by the caller and never comes here: its hash does.

create or replace function procwright.rotate_key(
    p_key_id procwright.key_id,
    p_new_key_id procwright.key_id,
    p_new_hash procwright.key_hash,
    p_overlap procwright.overlap,
    p_expires_at timestamptz default null
)
returns table (
    key_id procwright.key_id,
    issued_at timestamptz,
    expires_at timestamptz,
    old_expires_at timestamptz,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_old procwright.api_key;
    v_new procwright.api_key;
begin
    -- 1 validate: what can be judged without a row; a domain's check lets null pass
    if num_nulls(p_key_id, p_new_key_id, p_new_hash, p_overlap) > 0 then
        perform procwright.refuse('PR002', jsonb_build_object('argument', case
            when p_key_id is null then 'key_id'
            when p_new_key_id is null then 'new_key_id'
            when p_new_hash is null then 'new_hash'
            else 'overlap'
        end));
    end if;

    -- 2 lock
    select * into v_old
    from procwright.api_key
    where key_id = p_key_id
    for no key update;

    if not found then
        perform procwright.refuse('PR101', jsonb_build_object(
            'argument', 'key_id', 'key_id', p_key_id
        ));
    end if;

    -- 3 replay: the id of the new key and its place tell the same request
    select * into v_new
    from procwright.api_key
    where key_id = p_new_key_id or replaces = p_key_id
    order by key_id = p_new_key_id desc
    limit 1;

    if found then
        if v_new.key_id <> p_new_key_id then
            perform procwright.refuse('PR212', jsonb_build_object(
                'argument', 'key_id', 'key_id', p_key_id, 'replaced_by', v_new.key_id
            ));
        end if;

        if row(v_new.key_hash, v_new.replaces) is distinct from row(p_new_hash, p_key_id) then
            perform procwright.refuse('PR201', jsonb_build_object(
                'argument', 'new_key_id', 'key_id', p_new_key_id
            ));
        end if;

        return query
        select v_new.key_id, v_new.issued_at, v_new.expires_at, v_old.expires_at, true;
        return;
    end if;

    -- 4 judge
    if v_old.revoked_at is not null or v_old.expires_at <= now() then
        perform procwright.refuse('PR211', jsonb_build_object(
            'argument', 'key_id', 'key_id', p_key_id,
            'revoked_at', v_old.revoked_at, 'expires_at', v_old.expires_at
        ));
    end if;

    -- 5 write: what may be done stays the same
    v_old.expires_at := least(v_old.expires_at, now() + p_overlap);

    insert into procwright.api_key (
        key_id, key_hash, actor, scopes, issued_at, expires_at, label, issued_by, replaces
    )
    values (
        p_new_key_id, p_new_hash, v_old.actor, v_old.scopes, now(), p_expires_at, v_old.label,
        session_user, p_key_id
    );

    update procwright.api_key
    set expires_at = v_old.expires_at
    where key_id = p_key_id;

    return query select p_new_key_id, now(), p_expires_at, v_old.expires_at, false;
end;
$body$;

comment on function procwright.rotate_key is $contract$
Give the holder of a key another one that may do the same, and let the old one end after an overlap.

@error      PR002 A value other than the expiry is null.
@error      PR101 There is no key of this id.
@error      PR201 The new_key_id belongs to another key.
@error      PR211 The key is revoked or has expired: issue one instead.
@error      PR212 Another key has taken its place: rotate that one.
$contract$;

revoke all on function procwright.rotate_key from public;
grant execute on function procwright.rotate_key to procwright_migrator;

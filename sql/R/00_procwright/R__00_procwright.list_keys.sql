-- No hash leaves the table: who reads the list learns nothing that opens a door.

create or replace function procwright.list_keys(p_actor procwright.actor default null)
returns table (
    key_id procwright.key_id,
    actor procwright.actor,
    label procwright.label,
    scopes text[],
    state text,
    issued_at timestamptz,
    issued_by text,
    expires_at timestamptz,
    revoked_at timestamptz,
    replaces procwright.key_id
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    select
        key_id,
        actor,
        label,
        scopes,
        case
            when revoked_at is not null then 'revoked'
            when expires_at <= now() then 'expired'
            else 'open'
        end as state,
        issued_at,
        issued_by,
        expires_at,
        revoked_at,
        replaces
    from procwright.api_key
    where p_actor is null or actor = p_actor
    order by issued_at, key_id;
end;
$body$;

comment on function procwright.list_keys is
'Every API key, or those of an actor, the oldest first: whose it is, what it may do, how long.';

revoke all on function procwright.list_keys from public;
grant execute on function procwright.list_keys to procwright_migrator;

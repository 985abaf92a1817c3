-- Unknown, wrong, revoked and expired are one answer: who tries keys learns nothing of them.

create or replace function procwright.find_key(
    p_key_id procwright.key_id,
    p_hash procwright.key_hash
)
returns table (
    actor procwright.actor,
    scopes text[]
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    select actor, scopes
    from procwright.api_key
    where
        key_id = p_key_id
        and key_hash = p_hash
        and revoked_at is null
        and (expires_at is null or expires_at > now())
    order by key_id;
end;
$body$;

comment on function procwright.find_key is
'Who asks with a key, and what he may do. No row: the key opens nothing.';

revoke all on function procwright.find_key from public;
grant execute on function procwright.find_key to api_ops;

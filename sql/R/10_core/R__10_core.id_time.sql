-- RFC 9562, 5.7: the first 48 bits of a uuid v7 are milliseconds since 1970.

create or replace function core.id_time(p_id uuid)
returns timestamptz
language sql
immutable
parallel safe
return (
    timestamp 'epoch'
    + ('x' || encode(substr(uuid_send(p_id), 1, 6), 'hex'))::bit(48)::bigint
    * interval '1 millisecond'
) at time zone 'UTC';

comment on function core.id_time is 'When a uuid v7 was made, by the clock of its maker.';

revoke all on function core.id_time from public;

-- RFC 9562, 4.1 and 4.2: the digit of the version, and the two bits of the variant.

create or replace function core.is_v7(p_id uuid)
returns boolean
language sql
immutable
parallel safe
return get_byte(uuid_send(p_id), 6) / 16 = 7 and get_byte(uuid_send(p_id), 8) / 64 = 2;

comment on function core.is_v7 is 'Whether a uuid is of version 7: only then it has a time in it.';

revoke all on function core.is_v7 from public;

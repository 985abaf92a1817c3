-- RFC 9562, 4.1 and 4.2: the digit of the version, and the two bits of the variant.

create or replace function core.is_v7(p_id uuid)
returns boolean
language sql
immutable
parallel safe
return p_id::text like '______________7____%' and substr(p_id::text, 20, 1) in ('8', '9', 'a', 'b');

comment on function core.is_v7 is 'Whether a uuid is of version 7: only then it has a time in it.';

revoke all on function core.is_v7 from public;

-- RFC 6901, 3: the two characters that mean something in a pointer.

create or replace function core.pointer_step(p_key text)
returns text
language sql
immutable
parallel safe
return replace(replace(p_key, '~', '~0'), '/', '~1');

comment on function core.pointer_step is 'A key of an object as a step of a JSON pointer.';

revoke all on function core.pointer_step from public;
grant execute on function core.pointer_step to report_read;

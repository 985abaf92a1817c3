-- The bounds of a month of transfers are two of these.

create or replace function core.id_floor(p_at timestamptz)
returns uuid
language sql
immutable
parallel safe
return rpad(
    lpad(to_hex(floor(extract(epoch from p_at) * 1000)::bigint), 12, '0'), 32, '0'
)::uuid;

comment on function core.id_floor is
'Below every uuid v7 of this millisecond and after, above every earlier one.';

revoke all on function core.id_floor from public;
grant execute on function core.id_floor to report_read; -- report.first_kept_id

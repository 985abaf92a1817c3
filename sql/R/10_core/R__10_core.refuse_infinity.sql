-- Infinity is of the type date, but no day, and a check of a table would tell it as a conflict. It
-- is the fault of a value, as an overflow is: 22008, a 400 for every routine. Over HTTP the format
-- of a date keeps it out.

create or replace function core.refuse_infinity(p_argument text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    raise exception using
        errcode = 'datetime_field_overflow',
        message = format('%s is infinity, which is no day', p_argument);
end;
$body$;

comment on function core.refuse_infinity is
'Ends the statement: the argument, named without its prefix, is a date but no day.';

revoke all on function core.refuse_infinity from public;

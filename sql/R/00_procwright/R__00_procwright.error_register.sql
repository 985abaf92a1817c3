-- The refusals of the harness's own routines. Codes and their classes are read as those of the
-- project are: the third letter gives the HTTP status.

create or replace function procwright.error_register()
returns table (
    code text,
    title text,
    retired boolean
)
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
    select code, title, retired
    from (
        values
            ('PR002', 'A required value is missing.', false),
            ('PR101', 'There is no such API key.', false),
            ('PR201', 'The key id already belongs to another API key.', false),
            ('PR202', 'The request has an answer already.', false),
            ('PR211', 'The API key opens nothing any more.', false),
            ('PR212', 'Another API key has taken the place of this one.', false)
    ) as register (code, title, retired)
    order by code;
$body$;

comment on function procwright.error_register is
'Every refusal that a routine of the harness can make, by code.';

revoke all on function procwright.error_register from public;

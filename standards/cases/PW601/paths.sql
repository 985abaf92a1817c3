create or replace function app.one() -- expect
returns int language plpgsql stable parallel safe as $body$ begin return 1; end $body$;

create function app.two() returns int
language sql stable
SET search_path TO app -- expect
as 'select 1';

create function app.three() returns int
language sql stable
set search_path from current -- expect
as 'select 1';

create function app.four() returns int
language sql stable
set search_path = pg_temp, pg_catalog -- expect
as 'select 1';

create function app.five() returns trigger -- expect
language plpgsql
set work_mem = '1MB'
as $body$ begin return new; end $body$;

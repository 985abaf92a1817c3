create function pg_temp.one() returns int language sql as 'select 1';

create function app.two(bigint) returns bigint language c as 'library', 'two';

create function app.three() returns int
language sql stable
set work_mem = '1MB'
set search_path to 'pg_catalog', "pg_temp"
as 'select 1';

-- create function app.four() returns int language sql as 'select 1';
select 'create function app.five() returns int language sql as ''select 1''';

create procedure client.settle()
language plpgsql
as $body$
begin
    perform api.settle();
end;
$body$;

do $body$
begin
    create function app.one() returns int language sql as 'select 1'; -- expect
    execute 'create function app.two() returns int language sql parallel safe return 1'; -- expect
    create function app.three() returns int
    language sql
    IMMUTABLE -- expect
    as 'select 1';
end;
$body$;

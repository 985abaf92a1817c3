copy app.item to '/srv/items.csv'; -- expect
create extension file_fdw; -- expect
select pg_catalog.pg_read_file('/etc/passwd'); -- expect

do $body$
begin
    perform lo_import('/srv/picture.png'); -- expect
    execute 'copy app.item from program ''curl example.org'''; -- expect
end;
$body$;

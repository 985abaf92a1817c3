grant pg_execute_server_program to app_loader; -- expect
GRANT pg_monitor, pg_read_server_files TO app_loader; -- expect
create extension if not exists plpython3u; -- expect
create function app.shell() returns text language plpython3u as $body$ import os $body$; -- expect

do $do$
begin
    execute $sql$grant pg_write_server_files to app_loader$sql$; -- expect
    create extension plperlu; -- expect
end;
$do$;

revoke pg_execute_server_program from app_loader;
grant pg_monitor to app_loader;
create extension if not exists plperl;

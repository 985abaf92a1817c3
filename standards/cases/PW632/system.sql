alter system set work_mem = '1GB'; -- expect
ALTER SYSTEM RESET ALL; -- expect

do $do$
begin
    execute 'alter system set fsync = off'; -- expect
end;
$do$;

alter role app_reader set work_mem = '64MB';
alter database app_db set timezone = 'UTC';

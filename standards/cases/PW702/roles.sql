create role app_owner superuser; -- expect
CREATE USER app_dump LOGIN BYPASSRLS; -- expect
alter role app_writer with superuser createdb; -- expect

do $do$
begin
    alter role app_writer bypassrls; -- expect
    execute format('alter role %I superuser', 'app_writer'); -- expect
end;
$do$;

create role app_reader nosuperuser nobypassrls noinherit;
alter role app_reader nosuperuser connection limit 5;
alter role app_reader set search_path = pg_catalog;
comment on role app_reader is 'No superuser, and no bypassrls';

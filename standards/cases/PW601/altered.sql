alter function app.one(bigint) reset search_path; -- expect
ALTER ROUTINE app."Two" RESET ALL; -- expect
alter function app.three() set search_path = public; -- expect

do $do$
begin
    alter procedure app.four() reset search_path; -- expect
    execute format('alter function app.%I() set search_path to default', 'five'); -- expect
end;
$do$;

alter function app.six() set search_path = pg_catalog, pg_temp;
alter function app.seven() set search_path = '';
alter function app.eight() security definer;
alter function app.nine() reset work_mem;

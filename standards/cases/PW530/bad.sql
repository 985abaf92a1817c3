set local lock_timeout = '1min'; -- expect
reset lock_timeout; -- expect
set lock_timeout to default; -- expect
SET SESSION LOCK_TIMEOUT TO 5001; -- expect
select pg_catalog.set_config('lock_timeout', '0', true); -- expect

do $do$
begin
    set local lock_timeout = 0; -- expect
    execute 'set lock_timeout = ''10s'''; -- expect
    perform set_config('lock_timeout', '1h', false); -- expect
end;
$do$;
set local statement_timeout = 0; -- expect
SET idle_in_transaction_session_timeout = 0; -- expect
alter database app_db set statement_timeout = 0; -- expect
ALTER ROLE app_writer SET lock_timeout TO '0'; -- expect

create procedure app.step()
language plpgsql
as $body$
begin
    reset lock_timeout; -- expect
    execute 'set local idle_in_transaction_session_timeout to 0'; -- expect
end;
$body$;

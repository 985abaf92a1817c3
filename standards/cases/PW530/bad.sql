set local lock_timeout = '1min'; -- expect
reset lock_timeout; -- expect
set lock_timeout to default; -- expect
SET SESSION LOCK_TIMEOUT TO 5000; -- expect
select pg_catalog.set_config('lock_timeout', '0', true); -- expect

do $do$
begin
    set local lock_timeout = 0; -- expect
    execute 'set lock_timeout = ''10s'''; -- expect
    perform set_config('lock_timeout', '1h', false); -- expect
end;
$do$;
set local statement_timeout = 0; -- expect

do $body$
begin
    -- pg_sleep(1)
    perform app.pg_sleep(1);
    raise notice 'select pg_sleep(1)';
end;
$body$;

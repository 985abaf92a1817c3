do $body$
begin
    -- pg_advisory_lock(1)
    perform pg_advisory_xact_lock(1);
    perform pg_try_advisory_xact_lock_shared(1);
    perform pg_advisory_unlock(1);
    raise notice 'select pg_advisory_lock(1)';
end;
$body$;

begin;
select plan(2);

select results_eq(
    'select is_first from api.begin_jobs()', 'values (true)',
    'makes the session the one that runs jobs'
);

select results_eq(
    $$ select mode from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() $$,
    $$ values ('ExclusiveLock') $$,
    'holds a lock for that, which ends with the session'
);

select finish();
rollback;

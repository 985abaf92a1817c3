begin;
select plan(1);

select ledger.lock_periods(fixture.id(1));
select ledger.lock_periods(fixture.id(2));

select results_eq(
    $$ select count(distinct (classid, objid)), count(*)
       from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() $$,
    $$ values (2::bigint, 2::bigint) $$,
    'takes one lock a book, which ends with the transaction'
);

select finish();
rollback;

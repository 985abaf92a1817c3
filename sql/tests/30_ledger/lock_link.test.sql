begin;
select plan(1);

select ledger.lock_link(fixture.id(book), fixture.id(link))
from (values (1, 7), (1, 8), (2, 7), (1, 7)) as linked (book, link);

select results_eq(
    $$ select count(distinct (classid, objid)), count(*)
       from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() $$,
    $$ values (3::bigint, 3::bigint) $$,
    'takes one lock a book and link, which ends with the transaction'
);

select finish();
rollback;

begin;
select plan(4);

select fixture.stop_clock('2040-12-01 00:00:00+00');

select results_eq(
    'select * from api.keep_months()',
    $$ values ('2040-11-01'::date, 4) $$,
    'makes the first month that is missing'
);

create function pg_temp.keep()
returns text
language plpgsql
as $body$
begin
    return (select row(made, missing) from api.keep_months());
end;
$body$;

select results_eq(
    'select pg_temp.keep() from generate_series(1, 6)',
    $$ values
        ('(2040-12-01,3)'), ('(2041-01-01,2)'), ('(2041-02-01,1)'), ('(2041-03-01,0)'), ('(,0)'),
        ('(,0)') $$,
    'makes one a call, and then none'
);

select has_table('ledger', 'transfer_2041_03', 'has made the last one');

select is_empty(
    $$ select * from pg_locks
       where
           pid <> pg_backend_pid()
           and database = (select oid from pg_database where datname = current_database())
           and relation = 'ledger.account'::regclass $$,
    'leaves no lock to another'
);

select finish();
rollback;

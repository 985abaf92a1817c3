begin;
select plan(3);

select fixture.stop_clock('2041-01-31 23:00:00-10');

select results_eq(
    'select ledger.missing_months()',
    $$ select (date '2041-01-01' + make_interval(months => n))::date
       from generate_series(0, 4) as n $$,
    'lists the last month, this one by UTC, and the next three'
);

select ledger.add_month('2041-03-31');

select results_eq(
    'select ledger.missing_months()',
    $$ values ('2041-01-01'::date), ('2041-02-01'), ('2041-04-01'), ('2041-05-01') $$,
    'leaves out what is there'
);

select ledger.keep_months();

select is_empty('select ledger.missing_months()', 'lists nothing when all are there');

select finish();
rollback;

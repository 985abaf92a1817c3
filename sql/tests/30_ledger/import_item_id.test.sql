begin;
select plan(5);

create function pg_temp.id(p_statement integer, p_item bigint, p_digest bytea default '\xab')
returns uuid
language sql
return ledger.import_item_id(
    '2026-01-31 12:00:00.123456+00', p_statement, p_item,
    sha256(p_digest)
);

select ok(core.is_v7(pg_temp.id(1, 0)), 'makes a uuid of version 7');

select is(
    core.id_time(pg_temp.id(1, 0)), timestamptz '2026-01-31 12:00:00.123+00',
    'has the time of the import in it, to the millisecond'
);

select results_eq(
    $$ select array[statement_no, item] from (values (2, 0), (1, 17), (1, 2), (10, 1)) as of_file
           (statement_no, item)
       order by pg_temp.id(statement_no, item) $$,
    $$ values (array[1, 2]), (array[1, 17]), (array[2, 0]), (array[10, 1]) $$,
    'rises in the order of the file'
);

select is(
    pg_temp.id(1, 2), pg_temp.id(1, 2),
    'makes the same of the same'
);

select isnt(
    pg_temp.id(1, 2), pg_temp.id(1, 2, '\xac'),
    'keeps two statements of one moment and place apart'
);

select finish();
rollback;

begin;
select plan(3);

select has_trigger(
    'ledger', 'imported_statement', 'imported_statement_append_only', 'stands guard'
);

select throws_ok(
    $$ update ledger.imported_statement set lines = 0 $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a change of the past'
);

select throws_ok(
    $$ delete from ledger.imported_statement $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a delete'
);

select finish();
rollback;

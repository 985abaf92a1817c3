begin;
select plan(9);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.statement(1, 1000, array[-100, -100]);
select fixture.statement(2, 800);
select fixture.statement(1, 0, p_import => 901);


-- Shape: who may call it, and as whom it runs

select is_definer('api', 'discard_import', 'runs as its owner');

select function_privs_are(
    'api', 'discard_import', array['uuid', 'uuid', 'core.actor', 'core.trace'],
    'api_write', array['EXECUTE'],
    'is open to the clients that write'
);


-- 1 validate, 4 judge

select throws_ok(
    $$ select api.discard_import(fixture.id(1), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to discard without an import'
);

select throws_ok(
    $$ select api.discard_import(fixture.id(1), fixture.id(900), 'user:8') $$,
    'LG102', 'There is no such book.',
    'shows nobody the book of somebody else'
);


-- 5 write

select results_eq(
    $$ select statements from api.discard_import(fixture.id(1), fixture.id(900), 'user:7') $$,
    $$ values (2) $$,
    'takes out every statement of the import'
);

select results_eq(
    $$ select import_id, count(*) from ledger.staged_statement group by import_id $$,
    $$ values (fixture.id(901), 1::bigint) $$,
    'leaves those of another import'
);

select is_empty($$ select * from ledger.staged_line $$, 'takes out their lines with them');

select results_eq(
    $$ select statements from api.discard_import(fixture.id(1), fixture.id(900), 'user:7') $$,
    $$ values (0) $$,
    'finds nothing when it is repeated'
);


select fixture.invariants();

select finish();
rollback;

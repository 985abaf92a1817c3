begin;
set local transaction_isolation = 'repeatable read';
select plan(2);

select throws_ok(
    'select core.require_read_committed()',
    'LG902', 'The transaction reads what was there when it began.',
    'refuses a transaction with one snapshot'
);

select is(
    fixture.facts_of('select core.require_read_committed()'),
    '{"transaction_isolation": "repeatable read"}',
    'says which'
);

select finish();
rollback;

begin;
set local transaction_isolation = 'repeatable read';
select plan(1);

select throws_ok(
    $$ select ledger.judge_metadata(fixture.id(1), 'asset', '{}') $$,
    'LG902', 'The transaction reads what was there when it began.',
    'refuses a transaction that has one snapshot for all its statements'
);

select finish();
rollback;

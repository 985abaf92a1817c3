begin;
select plan(3);

select throws_ok(
    'delete from ledger.interest_accrual',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to delete'
);

select throws_ok(
    'truncate ledger.interest_accrual',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to truncate'
);

select throws_ok(
    'update ledger.interest_accrual set amount = 0',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to update'
);

select finish();
rollback;

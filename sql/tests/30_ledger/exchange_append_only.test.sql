begin;
select plan(3);

select throws_ok(
    'delete from ledger.exchange',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to delete'
);

select throws_ok(
    'truncate ledger.exchange',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to truncate'
);

select throws_ok(
    'update ledger.exchange set bought = 1',
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to update'
);

select finish();
rollback;

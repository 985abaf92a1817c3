begin;
select plan(3);

select has_trigger('ledger', 'match', 'match_append_only', 'stands guard');

select throws_ok(
    $$ update ledger.match set memo = null $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a change of the past'
);

select throws_ok(
    $$ delete from ledger.match $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a delete'
);

select finish();
rollback;

begin;
select plan(3);

select has_trigger('ledger', 'match_end', 'match_end_append_only', 'stands guard');

select throws_ok(
    $$ update ledger.match_end set reason = 'x' $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a change of the past'
);

select throws_ok(
    $$ delete from ledger.match_end $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a delete'
);

select finish();
rollback;

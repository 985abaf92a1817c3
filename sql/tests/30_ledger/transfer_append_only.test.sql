begin;
select plan(6);

select has_trigger('ledger', 'transfer', 'transfer_append_only', 'stands guard');

select throws_ok(
    $$ update ledger.transfer set memo = 'mended' $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a change of the past'
);

select is(
    fixture.facts_of($$ update ledger.transfer set memo = 'mended' $$),
    '{"table": "ledger.transfer", "operation": "update"}'::jsonb,
    'says where, and what was tried'
);

select is_empty(
    $$ select inhrelid::regclass
       from pg_inherits
       where
           inhparent = 'ledger.transfer'::regclass
           and not exists (
               select from pg_trigger
               where
                   tgrelid = inhrelid
                   and tgname = 'transfer_append_only'
                   and tgfoid = 'core.refuse_change'::regproc
                   and tgenabled = 'O'
           ) $$,
    'stands guard at every month, which a statement can name'
);

select throws_ok(
    $$ delete from ledger.transfer_2026_01 $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a delete that names the month'
);

select throws_ok(
    $$ truncate ledger.transfer_2026_01 $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses to empty a month'
);

select finish();
rollback;

begin;
select plan(2);

create function pg_temp.item_id(p_item bigint)
returns uuid
language sql
return ledger.import_item_id('2026-01-01 00:00:00+00', 7, p_item, sha256('a'));

select results_eq(
    $$ select ledger.import_transfer_id(pg_temp.item_id(0), item)
       from unnest(array[0, 1, 2, 16777215, 16777216]) with ordinality as item (item, place)
       order by place $$,
    $$ select pg_temp.item_id(item)
       from unnest(array[0, 1, 2, 16777215, 16777216]) with ordinality as item (item, place)
       order by place $$,
    'finds the ids that the import has made'
);

select is(
    ledger.import_transfer_id(null, 1), null::uuid,
    'knows no transfer of no statement'
);

select finish();
rollback;

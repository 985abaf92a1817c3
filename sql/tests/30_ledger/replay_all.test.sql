begin;
select plan(2);

select fixture.account(11, p_balance => 500);
select fixture.account(12);
select api.post_transfer(
    fixture.id(1), fixture.id(100), fixture.id(11), fixture.id(12), 100, 'EUR'
);

-- 100 from account 11 to account 12. What varies is said, the rest stays.
create function pg_temp.request(p_number integer, p_changed jsonb default '{}')
returns ledger.transfer
language sql
as $body$
    select jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
        'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'transfer',
        'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
        'amount', 100, 'currency', 'EUR', 'value_date', '2026-01-01'
    ) || p_changed);
$body$;

select results_eq(
    $$ select transfer_id, debit_balance::bigint, xid is not null, refusal ->> 'code'
       from unnest(ledger.replay_all(array[
           pg_temp.request(100), pg_temp.request(101), pg_temp.request(100, '{"amount": 1}'),
           pg_temp.request(100, jsonb_build_object('refusal', core.refusal('LG013', '{}'))),
           pg_temp.request(100, jsonb_build_object('refusal', core.refusal('LG307', '{}'))),
           pg_temp.request(100, jsonb_build_object('book_id', fixture.id(2)))
       ])) $$,
    $$ values
        (fixture.id(100), 400::bigint, true, null::text), (fixture.id(101), null, false, null),
        (fixture.id(100), null, false, 'LG301'), (fixture.id(100), null, false, 'LG013'),
        (fixture.id(100), 400, true, null), (fixture.id(100), null, false, null) $$,
    'answers those whose id was used before, and leaves the others as they are'
);

select fixture.invariants();

select finish();
rollback;

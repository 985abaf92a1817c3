begin;
select plan(2);

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

select is(
    ledger.refuse_rest(
        array[pg_temp.request(100), pg_temp.request(101)],
        array[pg_temp.request(100, '{"debit_version": 1}'), pg_temp.request(101)]
    ),
    array[pg_temp.request(100, '{"debit_version": 1}'), pg_temp.request(101)],
    'leaves all that is posted where nothing is refused'
);

select results_eq(
    $$ select transfer_id, debit_version, xid is not null, refusal::jsonb
       from unnest(ledger.refuse_rest(
           array[
               pg_temp.request(100), pg_temp.request(101), pg_temp.request(102),
               pg_temp.request(100), pg_temp.request(103, '{"xid": "7", "debit_version": 9}')
           ],
           array[
               pg_temp.request(100, '{"debit_version": 1}'),
               pg_temp.request(101, jsonb_build_object('refusal', core.refusal('LG303', '{}'))),
               pg_temp.request(102, jsonb_build_object('refusal', core.refusal('LG101', '{}'))),
               pg_temp.request(100, '{"debit_version": 1, "xid": "8"}'),
               pg_temp.request(103, '{"xid": "7", "debit_version": 9}')
           ]
       )) $$,
    $$ values
        (
            fixture.id(100), null::bigint, false,
            core.refusal('LG310', '{"place": 2, "code": "LG303"}')::jsonb
        ),
        (fixture.id(101), null, false, core.refusal('LG303', '{}')::jsonb),
        (fixture.id(102), null, false, core.refusal('LG101', '{}')::jsonb),
        (
            fixture.id(100), null, true,
            core.refusal('LG310', '{"place": 2, "code": "LG303"}')::jsonb
        ),
        (fixture.id(103), 9, true, null) $$,
    'refuses the rest for the first that is refused, and leaves what was posted before'
);

select finish();
rollback;

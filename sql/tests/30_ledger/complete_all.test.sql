begin;
select plan(4);

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
    ledger.complete_all(array[
        pg_temp.request(100, '{"value_date": null}'),
        pg_temp.request(101, '{"value_date": "2025-12-31"}')
    ]),
    array[
        pg_temp.request(100),
        pg_temp.request(101, '{"value_date": "2025-12-31"}')
    ],
    'takes the day of the id where none is named'
);

select results_eq(
    $$ select refusal ->> 'code', refusal -> 'facts' -> 'first_month' is not null
       from unnest(ledger.complete_all(array[
           pg_temp.request(100, jsonb_build_object('transfer_id', core.id_floor('1999-01-01'))),
           pg_temp.request(100, '{"transfer_id": "019b76da-a800-4000-8000-000000000100"}'),
           pg_temp.request(100, '{"transfer_id": "ffffffff-ffff-7fff-bfff-ffffffffffff"}')
       ])) $$,
    $$ values ('LG003', true), ('LG003', true), ('LG003', true) $$,
    'refuses an id before the first month, one without a time, and one after the last month'
);

select ledger.add_month('2025-10-01');

select results_eq(
    $$ select refusal ->> 'code'
       from unnest(ledger.complete_all(array[
           pg_temp.request(100, '{"transfer_id": "019aab10-f400-7000-8000-000000000001"}'),
           pg_temp.request(100, '{"transfer_id": "0199e52a-a000-7000-8000-000000000001"}'),
           pg_temp.request(100)
       ])) $$,
    $$ values ('LG003'), (null), (null) $$,
    'refuses an id of a month that is not there between two that are'
);

select is(
    ledger.complete_all(array[pg_temp.request(100, jsonb_build_object(
        'transfer_id', null, 'refusal', core.refusal('LG002', '{}')
    ))]),
    array[pg_temp.request(100, jsonb_build_object(
        'transfer_id', null, 'refusal', core.refusal('LG002', '{}')
    ))],
    'leaves what is refused already'
);

select finish();
rollback;

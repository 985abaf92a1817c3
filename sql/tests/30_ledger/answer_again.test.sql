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
    ledger.answer_again(
        pg_temp.request(100, '{"recorded_by": "user:8"}'),
        pg_temp.request(100, '{"debit_balance": 400, "recorded_by": "user:7"}')
    ),
    pg_temp.request(100, '{"debit_balance": 400, "recorded_by": "user:7"}'),
    'is the first answer, whoever asks again'
);

select is(
    (ledger.answer_again(pg_temp.request(100), pg_temp.request(100, '{"amount": 1}'))).refusal,
    core.refusal('LG301', jsonb_build_object(
        'argument', 'transfer_id', 'transfer_id', fixture.id(100), 'differing', array['amount']
    )),
    'refuses the id of another request, and says what differs'
);

select is(
    (ledger.answer_again(
        pg_temp.request(100, jsonb_build_object('link_id', fixture.id(7))), pg_temp.request(100)
    )).refusal -> 'facts' ->> 'differing',
    '["link_id"]',
    'sees that one was linked'
);

select is(
    (ledger.answer_again(
        pg_temp.request(100, '{"amount": null}'), pg_temp.request(100, '{"amount": 1}')
    )).amount::bigint,
    1::bigint,
    'takes an open amount for what it was settled to'
);

select finish();
rollback;

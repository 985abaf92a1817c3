begin;
select plan(10);

select fixture.exchange_accounts();

create function pg_temp.post(p_exchange uuid, p_changes jsonb default '{}')
returns ledger.exchange
language sql
begin atomic
    select ledger.post_exchange(
        jsonb_populate_record(null::ledger.exchange, jsonb_build_object(
            'book_id', fixture.id(1), 'exchange_id', p_exchange,
            'from_account_id', fixture.id(12), 'to_account_id', fixture.id(13),
            'sold', 10000, 'sold_currency', 'EUR', 'sold_rate', 1,
            'bought', 11234, 'bought_currency', 'USD', 'bought_rate', 1.1234,
            'remainder_parts', 0, 'rate_date', '2026-01-01', 'value_date', '2026-01-01',
            'recorded_by', 'user:7'
        ) || p_changes)
    );
end;

select results_eq(
    $$ select bought::bigint, refusal from pg_temp.post(fixture.id(101)) $$,
    $$ values (11234::bigint, null::core.refusal) $$,
    'posts what is sold and bought'
);

select results_eq(
    $$ select bought::bigint, remainder_parts, refusal ->> 'code' from pg_temp.post(
           fixture.id(102), '{"sold": 90001, "bought": 101107}'
       ) $$,
    $$ values (null::bigint, null::numeric, 'LG303') $$,
    'is refused for what the one transfer is refused for'
);

select results_eq(
    $$ select refusal ->> 'code', refusal -> 'facts' ->> 'place', kind::text
       from ledger.transfer
       where link_id = fixture.id(102)
       order by refusal ->> 'code' $$,
    $$ values ('LG303', null, 'exchange'), ('LG310', '1', 'exchange') $$,
    'leaves the transfers of a refused one, none of them posted'
);

select results_eq(
    $$ select exchange_id, bought::bigint, refusal ->> 'code', recorded_by::text
       from ledger.exchange
       order by exchange_id $$,
    $$ values
        (fixture.id(101), 11234::bigint, null, 'user:7'),
        (fixture.id(102), null, 'LG303', 'user:7') $$,
    'records both'
);

select throws_ok(
    $$ select pg_temp.post('016f5e66-e800-7000-8000-000000000103') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);

select is(
    fixture.facts_of(
        $$ select pg_temp.post('016f5e66-e800-7000-8000-000000000103') $$
    ) - '{first_month,last_month}'::text[],
    '{"argument": "exchange_id", "exchange_id": "016f5e66-e800-7000-8000-000000000103"}',
    'names the argument that the client knows, and the id as he sent it'
);

create function pg_temp.post_refused(p_exchange uuid)
returns ledger.exchange
language sql
return pg_temp.post(
    p_exchange, '{"bought": null, "refusal": {"code": "LG320", "title": "", "facts": {}}}'
);

select throws_ok(
    $$ select pg_temp.post_refused('016f5e66-e800-7000-8000-000000000103') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020, whatever else speaks against it'
);

select api.post_transfers(
    fixture.id(1),
    jsonb_build_array(jsonb_build_object(
        'transfer_id', fixture.id(201), 'debit_account_id', fixture.id(12),
        'credit_account_id', fixture.id(22), 'amount', 1, 'currency', 'EUR', 'kind', 'fee'
    )),
    fixture.id(104)
) is not null as is_linked;

select throws_ok(
    $$ select pg_temp.post_refused(fixture.id(104)) $$,
    'LG211', 'The link already ties other transfers.',
    'refuses the link of a batch, whatever else speaks against it'
);

select is_empty(
    $$ select exchange_id
       from ledger.exchange
       where exchange_id not in (fixture.id(101), fixture.id(102)) $$,
    'records none of these'
);

select throws_ok(
    $$ select pg_temp.post(fixture.id(103), jsonb_build_object(
           'to_account_id', ledger.find_exchange_account(fixture.id(1), 'USD', null, null)
       )) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses the account of the currency itself'
);

select finish();
rollback;

begin;
select plan(11);

select fixture.account(11, p_balance => 500);
select fixture.account(12);

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

create function pg_temp.answers(p_is_linked boolean, variadic p_requests ledger.transfer[])
returns table (transfer_id uuid, debit_balance bigint, is_again boolean, code text)
language sql
as $body$
    select transfer_id, debit_balance, xid is not null, refusal ->> 'code'
    from unnest(ledger.post_all(p_requests, p_is_linked));
$body$;

create function pg_temp.present()
returns table (account_id uuid, balance bigint, version bigint)
language sql
as $body$
    select account_id, balance, version
    from ledger.account
    where account_id in (fixture.id(11), fixture.id(12))
    order by account_id;
$body$;

select results_eq(
    $$ select * from pg_temp.answers(
           false, pg_temp.request(102), pg_temp.request(101, '{"amount": 401}'),
           pg_temp.request(100), pg_temp.request(102),
           pg_temp.request(103, '{"transfer_id": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"}')
       ) $$,
    $$ values
        (fixture.id(102), 400::bigint, false, null::text), (fixture.id(101), null, false, 'LG303'),
        (fixture.id(100), 300, false, null), (fixture.id(102), 400, true, null),
        ('017f22e2-79b0-7cc3-98c4-dc0c0c07398f', null, false, 'LG003') $$,
    'answers in the order of the requests'
);

select results_eq(
    $$ select * from pg_temp.present() $$,
    $$ values (fixture.id(11), 300::bigint, 3::bigint), (fixture.id(12), 200, 2) $$,
    'leaves the accounts as the last of their transfers says'
);

select results_eq(
    $$ select transfer_id, debit_version, debit_balance::bigint, credit_version,
           credit_balance::bigint, value_date, recorded_by = session_user, refusal ->> 'code'
       from ledger.transfer where transfer_id >= fixture.id(100) order by transfer_id $$,
    $$ values
        (
            fixture.id(100), 3::bigint, 300::bigint, 2::bigint, 200::bigint, '2026-01-01'::date,
            true, null::text
        ),
        (fixture.id(101), null, null, null, null, '2026-01-01', true, 'LG303'),
        (fixture.id(102), 2, 400, 1, 100, '2026-01-01', true, null) $$,
    'records each request that was judged, once'
);

select results_eq(
    $$ select * from pg_temp.answers(
           false, pg_temp.request(101, '{"amount": 401}'), pg_temp.request(104),
           pg_temp.request(100, '{"memo": "another"}'), pg_temp.request(102)
       ) $$,
    $$ values
        (fixture.id(101), null::bigint, true, 'LG303'), (fixture.id(104), 200, false, null),
        (fixture.id(100), null, false, 'LG301'), (fixture.id(102), 400, true, null) $$,
    'answers what was asked before as at first, and posts the rest'
);

select results_eq(
    $$ select * from pg_temp.present() $$,
    $$ values (fixture.id(11), 200::bigint, 4::bigint), (fixture.id(12), 300, 3) $$,
    'moves the rest alone'
);

select results_eq(
    $$ select * from pg_temp.answers(
           true, pg_temp.request(110), pg_temp.request(111, '{"amount": 101}'),
           pg_temp.request(112, jsonb_build_object('debit_account_id', fixture.id(99)))
       ) $$,
    $$ values
        (fixture.id(110), null::bigint, false, 'LG310'), (fixture.id(111), null, false, 'LG303'),
        (fixture.id(112), null, false, 'LG101') $$,
    'posts nothing of linked requests where one is refused'
);

select results_eq(
    $$ select transfer_id, refusal ->> 'code' from ledger.transfer
       where transfer_id >= fixture.id(110) order by transfer_id $$,
    $$ values (fixture.id(110), 'LG310'), (fixture.id(111), 'LG303') $$,
    'records what was judged of them'
);

select results_eq(
    $$ select * from pg_temp.answers(true, pg_temp.request(113), pg_temp.request(114)) $$,
    $$ values
        (fixture.id(113), 100::bigint, false, null::text), (fixture.id(114), 0, false, null) $$,
    'posts linked requests where all are granted'
);

select results_eq(
    $$ select * from pg_temp.answers(true, pg_temp.request(110), pg_temp.request(113)) $$,
    $$ values (fixture.id(110), null::bigint, true, 'LG310'), (fixture.id(113), 100, true, null) $$,
    'answers them again as at first'
);

select results_eq(
    $$ select * from pg_temp.present() $$,
    $$ values (fixture.id(11), 0::bigint, 6::bigint), (fixture.id(12), 500, 5) $$,
    'has moved what it answered'
);

select fixture.invariants();

select finish();
rollback;

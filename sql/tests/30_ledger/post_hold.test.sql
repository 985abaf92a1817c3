begin;
select plan(9);

select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);

-- What varies is said, the rest stays.
create function pg_temp.hold(p_number integer, p_amount bigint, p_changed jsonb default '{}')
returns table (
    debit_version bigint,
    debit_balance bigint,
    value_date date,
    replayed boolean,
    code text
)
language sql
as $body$
    select
        debit_version, debit_balance, case when refusal is null then value_date end,
        xid is not null, refusal ->> 'code'
    from ledger.post_hold(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'hold',
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', p_amount, 'currency', 'EUR'
        ) || p_changed)
    );
$body$;

select throws_ok(
    $$ select pg_temp.hold(101, 1, jsonb_build_object('transfer_id', gen_random_uuid())) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id that has no time in it'
);

select results_eq(
    $$ select * from pg_temp.hold(101, 300) $$,
    $$ values (2::bigint, 500::bigint, '2026-01-01'::date, false, null::text) $$,
    'raises the version, and leaves the balance'
);

select results_eq(
    $$ select account_id, balance::bigint, held::bigint, version from ledger.account
       where account_id in (fixture.id(11), fixture.id(12)) order by account_id $$,
    $$ values (fixture.id(11), 500::bigint, 300::bigint, 2::bigint), (fixture.id(12), 0, 0, 0) $$,
    'sets the amount aside, and leaves the account alone that will get it'
);

select results_eq(
    $$ select * from pg_temp.hold(102, 201) $$,
    $$ values (null::bigint, null::bigint, null::date, false, 'LG303') $$,
    'refuses more than is available'
);

select results_eq(
    $$ select * from pg_temp.hold(103, 200) $$,
    $$ values (3::bigint, 500::bigint, '2026-01-01'::date, false, null::text) $$,
    'lets all be held that is available'
);

select results_eq(
    $$ select * from pg_temp.hold(101, 300) $$,
    $$ values (2::bigint, 500::bigint, '2026-01-01'::date, true, null::text) $$,
    'answers a repetition as it did at first, though nothing is available by now'
);

select results_eq(
    $$ select * from pg_temp.hold(101, 299) $$,
    $$ values (null::bigint, null::bigint, null::date, false, 'LG301') $$,
    'refuses the id of another request'
);

select throws_ok(
    $$ select pg_temp.hold(104, 1, '{"expires_at": "2026-01-31 12:00:00+00"}') $$,
    'LG007', 'The expiry is not after now.',
    'refuses a hold that would have expired already'
);

select fixture.invariants();

select finish();
rollback;

begin;
select plan(20);

select fixture.exchange_accounts();

create function pg_temp.balance(p_number integer)
returns bigint
language sql
begin atomic
    select balance
    from ledger.account
    where account_id = fixture.id(p_number);
end;


-- 1 validate: the rest is in 30_ledger/validate_exchange

select throws_ok(
    $$ select api.exchange(
           fixture.id(1), fixture.id(101), fixture.id(12), fixture.id(13), 1, 'EUR', null
       ) $$,
    'LG002', 'A required value is missing.',
    'refuses a request without a value'
);

select throws_ok(
    $$ select fixture.exchange(101, p_to => 12) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses the same account on both sides'
);


-- 4 judge: what is raised

select throws_ok(
    $$ select fixture.exchange(101, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.exchange(
           fixture.id(1), fixture.id(101), fixture.id(12), fixture.id(99), 1, 'EUR', 'USD'
       ) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

select throws_ok(
    $$ select api.exchange(
           fixture.id(1), fixture.id(101), fixture.id(12), fixture.id(13), 1, 'EUR', currency
       )
       from unnest(array['XXY', 'XAU']) as currency $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses an unknown currency'
);

select throws_ok(
    $$ select fixture.exchange(101, p_value_date => '2025-12-30') $$,
    'LG107', 'There is no exchange rate for the day.',
    'refuses a day before all rates'
);


-- 5 write

select results_eq(
    $$ select * from fixture.exchange(101, 10001, p_fee => 50) $$,
    $$ values (11235::bigint, date '2026-01-01', 12.34, false, null::jsonb) $$,
    'gives whole minor units, and tells what is left'
);

select results_eq(
    $$ select pg_temp.balance(n) from unnest(array[12, 13, 22]) as n $$,
    $$ values (100000 - 10001 - 50::bigint), (11235), (50) $$,
    'takes what is sold and the fee, gives what is bought'
);

select results_eq(
    $$ select name::text, balance::bigint
       from ledger.account inner join ledger.account_name using (book_id, account_id)
       order by name $$,
    $$ values ('exchange:EUR', 10001::bigint), ('exchange:USD', -11235) $$,
    'leaves what the book is long and short of in accounts of their own'
);

select results_eq(
    $$ select transfer_id, kind::text, link_id, value_date, memo::text, recorded_by::text
       from ledger.transfer
       where link_id is not null
       order by transfer_id $$,
    $$ select id, kind, fixture.id(101), date '2026-01-01', 'trip', 'user:7'
       from (values (1, 'exchange'), (2, 'exchange'), (3, 'fee')) as leg (place, kind),
       ledger.exchange_transfer_id(fixture.id(101), place) as named (id)
       order by named.id $$,
    'links its transfers'
);

select results_eq(
    $$ select exchange.transfer_ids, exchange.sold_rate::numeric, exchange.bought_rate::numeric
       from api.exchange(
           fixture.id(1), fixture.id(102), fixture.id(13), fixture.id(14), 100, 'USD', 'JPY',
           '2025-12-31'
       ) as exchange $$,
    $$ select
           array[
               ledger.exchange_transfer_id(fixture.id(102), 1),
               ledger.exchange_transfer_id(fixture.id(102), 2)
           ],
           1.1, 120::numeric $$,
    'names its transfers and the rates of the day that is asked for'
);

select is(
    pg_temp.balance(14), 109::bigint,
    'counts by way of the euro, and in the minor units of each currency'
);


-- 3 replay

select api.set_rates(fixture.id(1), '2026-01-01', '{"USD": 2}', 'test') is not null as is_set;

select results_eq(
    $$ select * from fixture.exchange(101, 10001, p_fee => 50) $$,
    $$ values (11235::bigint, date '2026-01-01', 12.34, true, null::jsonb) $$,
    'answers a repeated request as it answered the first, whatever the rates are now'
);

select results_eq(
    $$ select bought, replayed, refusal ->> 'code', refusal -> 'facts' -> 'differing'
       from fixture.exchange(101, 10002, p_fee => 50) $$,
    $$ values (null::bigint, false, 'LG301', '["sold"]'::jsonb) $$,
    'refuses the id of another request'
);


-- 4 judge: what is returned

select results_eq(
    $$ select bought, rate_date, refusal ->> 'code', refusal -> 'facts' ->> 'available'
       from fixture.exchange(103, 89900, p_fee => 50) $$,
    $$ values (null::bigint, null::date, 'LG303', '49') $$,
    'refuses all when the fee can''t be paid'
);

select results_eq(
    $$ select pg_temp.balance(n) from unnest(array[12, 22]) as n $$,
    $$ values (89949::bigint), (50) $$,
    'moves nothing then'
);

select fixture.account(16, p_balance => 1000);
select fixture.exchange(104, 89900, p_from => 12) is not null as is_posted;

select results_eq(
    $$ select replayed, refusal ->> 'code' from fixture.exchange(103, 89900, p_fee => 50) $$,
    $$ values (true, 'LG303') $$,
    'refuses it still, when it is asked again'
);

select results_eq(
    $$ select exchanged.refusal ->> 'code'
       from (values
           (105, 1::bigint, 14, 12, null::date), (106, 1, 12, 13, '2025-12-31')
       ) as asked (id, sold, f, t, day)
       cross join lateral fixture.exchange(id, sold, f, t, null, null, day) as exchanged $$,
    $$ values ('LG320'), (null) $$,
    'refuses what buys less than a minor unit, and takes a day that is past'
);

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closing');

select results_eq(
    $$ select refusal ->> 'code' from fixture.exchange(107, 10, p_value_date => '2025-12-31') $$,
    $$ values ('LG305') $$,
    'refuses a day of a closed month'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

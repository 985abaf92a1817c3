begin;
select plan(10);

-- Exchanges 101 to 104 are granted, 105 is refused for the floor of account 12, and 106 buys less
-- than a minor unit. Book 2 has exchange 102 too.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.exchange_accounts();

do $body$
begin
    perform fixture.exchange(101, 10001, p_fee => 50);
    perform fixture.exchange(102, 100, 13, 14, '2025-12-31', p_actor => null);
    perform fixture.exchange(103, 7, 12, 13);
    perform fixture.exchange(104, 200, 14, 12);
    perform fixture.exchange(105, 100000, 12, 14);
    perform fixture.exchange(106, 1, 14, 12);
    perform fixture.account(12, p_balance => 5000, p_book => 2);
    perform fixture.account(13, p_currency => 'USD', p_book => 2);
    perform api.set_rates(fixture.id(2), date '2026-01-01', '{"USD": 3}', 'other');
    perform api.exchange(
        fixture.id(2), fixture.id(102), fixture.id(12), fixture.id(13), 5, 'EUR', 'USD'
    );
end;
$body$;

create function pg_temp.listed(
    p_account integer default null,
    p_after integer default null,
    p_limit integer default 500
)
returns text
language sql
begin atomic
    select string_agg(right(exchange_id::text, 3), ' ')
    from api.list_exchanges(
        fixture.id(1), fixture.id(p_account), fixture.id(p_after), p_limit, 'user:7'
    );
end;


-- 1 validate

select throws_ok(
    $$ select api.list_exchanges(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.list_exchanges(%L, p_limit => null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_exchanges(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);


-- The answer

select results_eq(
    $$ select exchange_id, from_account_id, to_account_id, sold::bigint, sold_currency::text,
           bought::bigint, bought_currency::text, rate_date, sold_rate::numeric,
           bought_rate::numeric, remainder_parts, fee::bigint, fee_account_id, value_date,
           memo::text, refusal_code, recorded_by::text, recorded_at
       from api.list_exchanges(fixture.id(1), p_limit => 2) $$,
    $$ values
        (
            fixture.id(101), fixture.id(12), fixture.id(13), 10001::bigint, 'EUR', 11235::bigint,
            'USD', '2026-01-01'::date, 1::numeric, 1.1234, 12.34, 50::bigint, fixture.id(22),
            '2026-01-01'::date, 'trip', null::text, 'user:7',
            '2026-01-31 12:00:00+00'::timestamptz
        ),
        (
            fixture.id(102), fixture.id(13), fixture.id(14), 100, 'USD', 109, 'JPY',
            '2025-12-31', 1.1, 120, 10.00, null, null, '2026-01-01', 'trip', null,
            session_user::text collate "default", '2026-01-31 12:00:00+00'
        ) $$,
    'tells what was given for what, at which rates, and what was left'
);

select results_eq(
    $$ select right(exchange_id::text, 3), bought::bigint, remainder_parts, rate_date, refusal_code
       from api.list_exchanges(fixture.id(1), p_after => fixture.id(104)) $$,
    $$ values
        ('105', null::bigint, null::numeric, '2026-01-01'::date, 'LG303'),
        ('106', null, null, '2026-01-01', 'LG320') $$,
    'has refused ones too, and says why'
);

select results_eq(
    $$ select account, pg_temp.listed(account)
       from unnest(array[null, 12, 13, 14, 22, 99]) with ordinality as asked (account, place)
       order by place $$,
    $$ values
        (null, '101 102 103 104 105 106'), (12, '101 103 104 105 106'), (13, '101 102 103'),
        (14, '102 104 105 106'), (22, null), (99, null) $$,
    'has those from or to one account when it is named'
);

select results_eq(
    $$ select page, pg_temp.listed(account, after, size)
       from (values
           (1, null, null, 2), (2, null, 102, 2), (3, null, 106, 2), (4, 12, 101, 2),
           (5, 12, 103, 500), (6, null, 0, 1)
       ) as asked (page, account, after, size) $$,
    $$ values
        (1, '101 102'), (2, '103 104'), (3, null), (4, '103 104'), (5, '104 105 106'),
        (6, '101') $$,
    'begins after the exchange that is named, and ends with the limit'
);

select results_eq(
    $$ select kind::text, amount::bigint
       from api.list_transfers(fixture.id(1))
       where link_id = fixture.id(103)
       order by kind, amount $$,
    $$ values ('exchange', 7::bigint), ('exchange', 7) $$,
    'gives the link of the transfers'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

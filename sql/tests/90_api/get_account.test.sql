begin;
select plan(12);

-- Account 11 has 500 and two names, account 12 nothing at all.
select fixture.account(11, p_balance => 500, p_floor => -20);
select fixture.account(12, p_floor => null, p_currency => 'USD');
insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'zulu', fixture.id(11)),
(fixture.id(1), 'alfa', fixture.id(11));

-- Account 13, an asset, gave 70 in the last second of January.
select fixture.stop_clock('2026-01-31 23:59:59+00');
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.open_account(
    fixture.id(1), fixture.id(13), 'EUR', null, null, 'asset', 0, 100, 150, '1', '{"a": 1}'
);
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(13), fixture.id(11), 70, 'EUR'
);
select api.post_transfer(
    fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(1), 70, 'EUR'
);


-- 1 validate

select throws_ok(
    $$ select api.get_account(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select api.get_account(fixture.id(1), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look for no account'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.get_account(%L, null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);


-- 4 judge

select throws_ok(
    $$ select api.get_account(fixture.id(1), fixture.id(11), 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.get_account(%L, %L, %L)', fixture.id(book), fixture.id(11), actor
       ))
       from (values (1, 'user:8'), (2, 'user:7'), (2, null)) as asked (book, actor) $$,
    $$ select jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(book))
       from unnest(array[1, 2, 2]) as book $$,
    'says of a book that the actor may not see what it says of one that is not there'
);

select throws_ok(
    $$ select api.get_account(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);

select is(
    fixture.facts_of($$ select api.get_account(fixture.id(1), fixture.id(99), 'user:7') $$),
    jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(99)),
    'says which'
);


-- The answer

select results_eq(
    $$ select
           account_id, currency::text, balance::bigint, balance_floor::bigint, available, version,
           state::text, names
       from
           unnest(array[11, 12]) as number,
           api.get_account(fixture.id(1), fixture.id(number), 'user:7') $$,
    $$ values
        (
            fixture.id(11), 'EUR', 500::bigint, -20::bigint, 520::bigint, 3::bigint, 'open',
            '{alfa,zulu}'::text[]
        ),
        (fixture.id(12), 'USD', 0, null, null, 0, 'open', '{}') $$,
    'tells what it holds, how low it may go, and what it is called'
);

select results_eq(
    $$ select
           kind::text, normal_side::text, balance::bigint, normal_balance::bigint, held::bigint,
           balance_ceiling::bigint, transfer_limit::bigint, day_limit::bigint,
           spent_today::bigint, heading::text, metadata::jsonb
       from api.get_account(fixture.id(1), fixture.id(13)) $$,
    $$ values (
        'asset', 'debit', -70::bigint, 70::bigint, 0::bigint,
        0::bigint, 100::bigint, 150::bigint, 70::bigint, '1', '{"a": 1}'::jsonb
    ) $$,
    'tells its balance on its normal side, its limits, what counts against one, and its place'
);

select fixture.stop_clock('2026-02-01 00:00:00+00');

select is(
    (select spent_today::bigint from api.get_account(fixture.id(1), fixture.id(13))), 0::bigint,
    'lets each day by UTC begin with nothing spent'
);

select is(
    (select spent_today from api.get_account(fixture.id(1), fixture.id(11))), null,
    'says nothing of a day that has no limit'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

begin;
select plan(27);

select fixture.book(2, p_actor => 'user:8');
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_floor => null);
select fixture.account(13);
update ledger.account set held = 100
where account_id = fixture.id(11);
select api.close_account(fixture.id(1), fixture.id(13));

create function pg_temp.set_limits(
    p_number integer default 11,
    p_floor bigint default 0,
    p_ceiling bigint default null,
    p_transfer bigint default null,
    p_day bigint default null,
    p_book integer default 1
)
returns table (floor bigint, ceiling bigint, transfer bigint, day bigint, replayed boolean)
language sql
begin atomic
    select
        balance_floor,
        balance_ceiling,
        transfer_limit,
        day_limit,
        replayed
    from api.set_account_limits(
        fixture.id(p_book), fixture.id(p_number), p_floor, p_ceiling, p_transfer, p_day,
        p_actor => 'user:7', p_trace => repeat('a', 32)
    );
end;

create function pg_temp.row_of(p_number integer)
returns table (floor bigint, ceiling bigint, transfer bigint, day bigint, on_day date, spent bigint)
language sql
begin atomic
    select
        balance_floor,
        balance_ceiling,
        transfer_limit,
        day_limit,
        spent_date,
        spent
    from ledger.account
    where
        book_id = fixture.id(1)
        and account_id = fixture.id(p_number);
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.set_account_limits(%L, %L)', book_id, account_id
       ))
       from (values (null, null), (null, fixture.id(11)), (fixture.id(1), null))
           as asked (book_id, account_id) $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "book_id"}'),
        ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.set_account_limits(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select pg_temp.set_limits(p_transfer => 0) $$,
    '23514', 'value for domain core.amount violates check constraint "amount_is_in_range"',
    'leaves a limit of nothing to the domain'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.set_limits(p_book => 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.set_limits(99) $$,
    'LG101', 'There is no such account in this book.', 'refuses an unknown account'
);

select throws_ok(
    $$ select pg_temp.set_limits(13, -1) $$,
    'LG208', 'The account is closed for good.', 'refuses a closed account'
);

select throws_ok(
    $$ select pg_temp.set_limits(p_floor => 401) $$,
    'LG204', 'The limit contradicts what the account holds.',
    'refuses a floor of one unit more than is there without what is held'
);

select is(
    fixture.facts_of($$ select pg_temp.set_limits(p_floor => 401) $$),
    '{"argument": "balance_floor", "asked": "401", "balance": "500", "held": "100"}',
    'says which, and what is there'
);

select throws_ok(
    $$ select pg_temp.set_limits(p_ceiling => 499) $$,
    'LG204', 'The limit contradicts what the account holds.',
    'refuses a ceiling of one unit less than is there'
);

select is(
    fixture.facts_of($$ select pg_temp.set_limits(p_ceiling => 499) $$),
    '{"argument": "balance_ceiling", "asked": "499", "balance": "500", "held": "100"}',
    'says which, and what is there'
);

select throws_ok(
    $$ select pg_temp.set_limits(12, 1, 0) $$,
    'LG204', 'The limit contradicts what the account holds.',
    'refuses a floor above the ceiling: the balance can''t be between them'
);

select is_empty(
    $$ select from audit.event where topic = 'account.limits_set' $$, 'has left nothing so far'
);


-- 5 write

select results_eq(
    $$ select answer.* from pg_temp.set_limits(11, 400, 500, 1, 1000000000000000) as answer $$,
    $$ values (400::bigint, 500::bigint, 1::bigint, 1000000000000000::bigint, false) $$,
    'sets a floor and a ceiling at what is there, and both other limits'
);

select results_eq(
    $$ select * from pg_temp.row_of(11) $$,
    $$ values (400::bigint, 500::bigint, 1::bigint, 1000000000000000::bigint, null::date, 0::bigint)
    $$,
    'has them in the row'
);

select results_eq(
    $$ select balance_floor::bigint, balance_ceiling, transfer_limit, day_limit, replayed
       from api.set_account_limits(fixture.id(1), fixture.id(12)) $$,
    $$ values (0::bigint, null::core.balance, null::core.amount, null::core.amount, false) $$,
    'takes what is left out for that of a new account'
);

select results_eq(
    $$ select floor, replayed from pg_temp.set_limits(12, null) $$,
    $$ values (null::bigint, false) $$,
    'takes the floor away'
);

-- What a day has seen
select lives_ok(
    $$ select pg_temp.set_limits(12, null, p_day => 100);
       select api.post_transfer(
           fixture.id(1), fixture.id(101), fixture.id(12), fixture.id(1), 60, 'EUR'
       ) $$,
    'limits a day'
);

select results_eq(
    $$ select day, on_day, spent
       from pg_temp.set_limits(12, null, p_day => 90) as limits, pg_temp.row_of(12) as held
           (floor, ceiling, transfer, was, on_day, spent) $$,
    $$ values (90::bigint, date '2026-01-31', 60::bigint) $$,
    'counts what was spent before, where the day had a limit'
);

select results_eq(
    $$ select 1 from pg_temp.set_limits(12, null) $$, array[1], 'takes the limit away'
);

select results_eq(
    $$ select on_day, spent from pg_temp.row_of(12) $$,
    $$ values (null::date, 0::bigint) $$,
    'forgets what was spent with it'
);


-- 3 replay, 6 record

select results_eq(
    $$ select answer.* from pg_temp.set_limits(11, 400, 500, 1, 1000000000000000) as answer $$,
    $$ values (400::bigint, 500::bigint, 1::bigint, 1000000000000000::bigint, true) $$,
    'answers that it is so already'
);

select results_eq(
    $$ select payload, recorded_by::text, trace::text from audit.event
       where topic = 'account.limits_set' and subject = fixture.id(11)::text $$,
    $$ values (
        '{
            "balance_floor": "400", "balance_ceiling": "500",
            "transfer_limit": "1", "day_limit": "1000000000000000"
        }'::jsonb, 'user:7', repeat('a', 32)
    ) $$,
    'leaves one event a change'
);


-- 4 judge: the version that was read

create function pg_temp.set_floor(p_floor bigint, p_if_version text)
returns table (version text, replayed boolean)
language sql
as $body$
    select version, replayed
    from api.set_account_limits(
        fixture.id(1), fixture.id(12), p_floor, p_if_version => p_if_version
    )
$body$;

select throws_ok(
    $$ select pg_temp.set_floor(-100, 'x') $$,
    'LG501', 'It is of another version by now than the one that was named.',
    'sets nothing in place of what was not read'
);

create table pg_temp.read as
select version from api.get_account_settings(fixture.id(1), fixture.id(12));

select results_eq(
    $$ select answer.version <> read.version, replayed
       from pg_temp.read, lateral pg_temp.set_floor(-100, version) as answer $$,
    $$ values (true, false) $$,
    'sets what was read, and answers with the version that is there now'
);

select throws_ok(
    $$ select pg_temp.set_floor(-101, version) from pg_temp.read $$,
    'LG501', 'It is of another version by now than the one that was named.',
    'refuses the second who read the same'
);

select results_eq(
    $$ select answer.version, replayed
       from pg_temp.read, lateral pg_temp.set_floor(-100, read.version) as answer $$,
    $$ select version, true from api.get_account_settings(fixture.id(1), fixture.id(12)) $$,
    'answers a repetition of the first as it was answered'
);


-- What must hold whatever happened

update ledger.account set held = 0
where account_id = fixture.id(11);

select fixture.invariants();

select finish();
rollback;

begin;
select plan(18);

-- Account 11 got 500, was refused once (101), paid 100 for an earlier day (102), and 1 each by 198
-- transfers to account 12. Half of that was recorded a month later.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 501, 'EUR'
    );
    perform api.post_transfer(
        fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(12), 100, 'EUR', 'rent',
        '2025-12-31'
    );
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), 1, 'EUR'
    )
    from generate_series(103, 200) as n;
    perform fixture.stop_clock('2026-02-28 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), 1, 'EUR'
    )
    from generate_series(201, 300) as n;
    perform api.reverse_transfer(fixture.id(1), fixture.id(102), fixture.id(301), 40);
end;
$body$;

create function pg_temp.versions(
    p_from_date date default null,
    p_to_date date default null,
    p_known_at timestamptz default null,
    p_after bigint default null,
    p_limit integer default 500
)
returns int8range
language sql
begin atomic
    select case when count(*) > 0 then int8range(min(version), max(version), '[]') else 'empty' end
    from api.get_statement(
        fixture.id(1), fixture.id(11), p_from_date, p_to_date, p_known_at, p_after, p_limit,
        'user:7'
    );
end;


-- 1 validate

select throws_ok(
    $$ select api.get_statement(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select api.get_statement(fixture.id(1), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look for no account'
);

select throws_ok(
    $$ select pg_temp.versions(p_limit => null) $$,
    'LG002', 'A required value is missing.',
    'refuses to list without a limit'
);

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.get_statement(%L, %L, p_limit => null)', book_id, account_id
       ))
       from (values
           (null, null), (fixture.id(1), null), (fixture.id(1), fixture.id(11))
       ) as asked (book_id, account_id) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'limit']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.versions('2026-01-02', '2026-01-01') $$,
    'LG004', 'The first day comes after the last.',
    'refuses days that are the wrong way round'
);

select is(
    fixture.facts_of($$ select pg_temp.versions('2026-01-02', '2026-01-01') $$),
    '{"argument": "from_date", "from_date": "2026-01-02", "to_date": "2026-01-01"}',
    'says which'
);


-- 4 judge

select throws_ok(
    $$ select api.get_statement(fixture.id(1), fixture.id(11), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.get_statement(fixture.id(2), fixture.id(11)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(2)),
    'refuses a book that is not there, and says which'
);

select throws_ok(
    $$ select api.get_statement(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);

select is(
    fixture.facts_of($$ select api.get_statement(fixture.id(1), fixture.id(99)) $$),
    jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(99)),
    'says which'
);


-- The answer

select results_eq(
    $$ select
           line.version, transfer_id, kind::text, amount, balance::bigint,
           counterpart_account_id, value_date, memo::text, reverses_transfer_id, recorded_at
       from
           (values (0, 3), (200, 1)) as asked (after, size),
           api.get_statement(
               fixture.id(1), fixture.id(11), p_after => after, p_limit => size
           ) as line $$,
    $$ values
        (
            1::bigint, fixture.id(11), 'transfer', 500::bigint, 500::bigint,
            fixture.id(1), '2026-01-01'::date, null, null::uuid,
            '2026-01-31 12:00:00+00'::timestamptz
        ),
        (
            2, fixture.id(102), 'transfer', -100, 400,
            fixture.id(12), '2025-12-31', 'rent', null, '2026-01-31 12:00:00+00'
        ),
        (
            3, fixture.id(103), 'transfer', -1, 399,
            fixture.id(12), '2026-01-01', null, null, '2026-01-31 12:00:00+00'
        ),
        (
            201, fixture.id(301), 'reversal', 40, 242,
            fixture.id(12), '2026-01-01', null, fixture.id(102), '2026-02-28 12:00:00+00'
        ) $$,
    'tells what each line added and what it left, in the order of the versions'
);

select results_eq(
    $$ select version, amount, balance::bigint
       from api.get_statement(fixture.id(1), fixture.id(12), p_after => 198) $$,
    $$ values (199::bigint, 1::bigint, 298::bigint), (200, -40, 258) $$,
    'tells the other account of the same transfers the other way round'
);

select is_empty(
    $$ select * from api.get_statement(fixture.id(1), fixture.id(13)) $$,
    'has no line for an account that was never moved'
);

select results_eq(
    $$ select pg_temp.versions(from_date, to_date, known_at, after, size)
       from (values
           (null::date, null::date, null::timestamptz, null, 500),
           (null, null, null, 100, 50),
           (null, '2025-12-31', null, null, 500),
           ('2025-12-31', '2025-12-31', null, null, 500),
           ('2026-01-01', '2026-01-01', null, 1, 500),
           (null, '2025-12-30', null, null, 500),
           (null, null, '2026-01-31 12:00:00+00', null, 500),
           (null, null, '2026-01-31 11:59:59+00', null, 500),
           (null, null, '2026-02-28 12:00:00+00', 201, 500)
       ) as asked (from_date, to_date, known_at, after, size) $$,
    $$ values
        ('[1,201]'::int8range), ('[101,150]'), ('[2,2]'), ('[2,2]'), ('[3,201]'),
        ('empty'), ('[1,100]'), ('empty'), ('empty') $$,
    'leaves out what lies before or after, what counts on another day, what was not yet known'
);

select results_eq(
    $$ select * from fixture.rows_read('select pg_temp.versions(p_after => 50, p_limit => 3)') $$,
    $$ values ('transfer_2026_01', 4::bigint) $$,
    'reads the lines of the page and the first one of the other side, not the history'
);

select results_eq(
    $$ select rows_read
       from fixture.rows_read('select pg_temp.versions(p_after => 197, p_limit => 500)') $$,
    $$ values (4::bigint) $$,
    'reads the end of a long history without its beginning'
);

-- Hold 401 set 50 of account 11 aside, of which 20 were captured.
select api.authorise_hold(
    fixture.id(1), fixture.id(401), fixture.id(11), fixture.id(13), 50, 'EUR'
);
select api.capture_hold(fixture.id(1), fixture.id(401), fixture.id(402), 20);

select results_eq(
    $$ select account, version, kind::text, amount, set_aside, balance::bigint, hold_transfer_id
       from (values (11, 201), (13, 0)) as asked (account, after),
       api.get_statement(fixture.id(1), fixture.id(account), p_after => after) $$,
    $$ values
        (11, 202::bigint, 'hold', 0::bigint, 50::bigint, 242::bigint, null::uuid),
        (11, 203, 'capture', -20, -20, 222, fixture.id(401)),
        (13, 1, 'capture', 20, 0, 20, fixture.id(401)) $$,
    'tells apart what a line set aside and what it added, and shows a hold to the payer alone'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

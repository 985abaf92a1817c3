begin;
select plan(13);

-- Book 1 has 201 transfers in January: the funding of the payer (11), a refused one (102), a
-- reversal (103), and 198 of one unit. Book 2 has transfer 104.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(11, p_balance => 5, p_book => 2);
select fixture.stop_clock('2026-01-31 12:00:00+00');

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(12), 501, 'EUR', 'rent',
        '2026-01-05', 'user:7'
    );
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), 1, 'EUR'
    )
    from generate_series(104, 301) as n;
    perform api.reverse_transfer(fixture.id(1), fixture.id(104), fixture.id(103));
end;
$body$;

create function pg_temp.listed(p_after integer default null, p_limit integer default 50)
returns setof uuid
language sql
begin atomic
    select transfer_id
    from api.list_transfers(fixture.id(1), fixture.id(p_after), p_limit, 'user:7');
end;


-- 1 validate

select throws_ok(
    $$ select api.list_transfers(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => null) $$,
    'LG002', 'A required value is missing.',
    'refuses to list without a limit'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.list_transfers(%L, p_limit => null)', book_id))
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
    $$ select api.list_transfers(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_transfers(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select
           transfer_id, kind::text, debit_account_id, debit_version, debit_balance::bigint,
           credit_account_id, credit_version, credit_balance::bigint, amount::bigint,
           currency::text, value_date, memo::text, reverses_transfer_id, refusal_code
       from api.list_transfers(fixture.id(1), p_limit => 3) $$,
    $$ values
        (
            fixture.id(11), 'transfer', fixture.id(1), 1::bigint, -500::bigint,
            fixture.id(11), 1::bigint, 500::bigint, 500::bigint,
            'EUR', '2026-01-01'::date, null, null::uuid, null
        ),
        (
            fixture.id(102), 'transfer', fixture.id(11), null, null,
            fixture.id(12), null, null, 501,
            'EUR', '2026-01-05', 'rent', null, 'LG303'
        ),
        (
            fixture.id(103), 'reversal', fixture.id(12), 199, 197,
            fixture.id(11), 200, 303, 1,
            'EUR', '2026-01-01', null, fixture.id(104), null
        ) $$,
    'tells of each request what was asked and what came of it, in the order of the ids'
);

select results_eq(
    $$ select recorded_by::text, recorded_at
       from api.list_transfers(fixture.id(1), fixture.id(11), 1) $$,
    $$ values ('user:7', '2026-01-31 12:00:00+00'::timestamptz) $$,
    'tells who asked, and when'
);

select results_eq(
    $$ select page, listed
       from (values (1, null, 2), (2, 102, 2), (3, 299, 500), (4, 301, 2))
           as asked (page, after, size),
       pg_temp.listed(after, size) as listed $$,
    $$ select page, fixture.id(number)
       from (values (1, 11), (1, 102), (2, 103), (2, 104), (3, 300), (3, 301))
           as page (page, number) $$,
    'begins after the transfer that is named, and ends with the limit or the book'
);

select results_eq(
    $$ select * from fixture.rows_read('select pg_temp.listed(150, 3)') $$,
    $$ values ('transfer_2026_01', 3::bigint) $$,
    'reads the rows of the page, and no other'
);

select is_empty(
    $$ select * from fixture.rows_read(format(
           'select api.list_transfers(%L, core.id_floor(%L))', fixture.id(1), '2026-02-01+00'
       )) $$,
    'reads no month before the one in which the page begins'
);

-- Hold 401 set 50 of account 11 aside, of which 20 were captured.
select api.authorise_hold(
    fixture.id(1), fixture.id(401), fixture.id(11), fixture.id(12), 50, 'EUR',
    p_expires_at => '2026-02-01 00:00:00+00'
);
select api.capture_hold(fixture.id(1), fixture.id(401), fixture.id(402), 20);

select results_eq(
    $$ select
           transfer_id, kind::text, debit_version, credit_version, credit_balance::bigint,
           amount::bigint, hold_transfer_id, expires_at, link_id
       from api.list_transfers(fixture.id(1), fixture.id(301)) $$,
    $$ values
        (
            fixture.id(401), 'hold', 201::bigint, null::bigint, null::bigint,
            50::bigint, null::uuid, '2026-02-01 00:00:00+00'::timestamptz, null::uuid
        ),
        (fixture.id(402), 'capture', 202, 200, 217, 20, fixture.id(401), null, null) $$,
    'tells what came of a hold, and that the hold left the credit account alone'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

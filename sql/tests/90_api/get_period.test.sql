begin;
select plan(6);

-- Account 11 got 500 in January, from account 1, and gave 12 100 for December, 30 for January, then
-- 7 for February; 12 was refused once. Account 13 was never moved.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(debit), fixture.id(credit), amount, 'EUR',
        p_value_date => day
    )
    from (values
        (101, 11, 12, 100, '2025-12-31'::date), (102, 11, 12, 30, '2026-01-31'),
        (103, 11, 12, 7, '2026-02-01'), (104, 12, 11, 900, '2026-01-31')
    ) as asked (n, debit, credit, amount, day);
end;
$body$;

-- 1 validate

select throws_ok(
    $$ select api.get_period(null, '2026-01-01') $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.get_period(%L, %L)', book_id, day))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, day) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "period_start"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.get_period(fixture.id(1), '2026-01-02') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses another day than a month''s first'
);


-- 4 judge

select throws_ok(
    $$ select api.get_period(fixture.id(1), '2026-01-01', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select fixture.close_period('2026-01-01');
select api.soft_close_period(fixture.id(1), '2026-02-01');

select results_eq(
    $$ select period_start, state::text, closed_at, known_at, balance_hash, accounts, is_shut
       from
           unnest(array['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']::date[]) as day,
           api.get_period(fixture.id(1), day) $$,
    $$ select
           day, state, at, at, hash, accounts, is_shut
       from (values
           ('2025-12-01'::date, 'open', null::timestamptz, null::text, 0::bigint, true),
           (
               '2026-01-01', 'closed', '2026-03-02 12:00:00+00',
               encode(ledger.hash_period(fixture.id(1), '2026-01-01'), 'hex'), 3, true
           ),
           ('2026-02-01', 'soft_closed', null, null, 0, false),
           ('2026-03-01', 'open', null, null, 0, false)
       ) as expected (day, state, at, hash, accounts, is_shut) $$,
    'tells how each month stands, those without a row too'
);

select fixture.invariants();

select finish();
rollback;

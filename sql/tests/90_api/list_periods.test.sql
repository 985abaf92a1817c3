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

select fixture.close_period('2026-01-01');
select api.soft_close_period(fixture.id(1), '2026-02-01');


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.list_periods(%L, p_limit => %L)', book_id, size))
       from (values (null, 1), (fixture.id(1), null)) as asked (book_id, size) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_periods(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.list_periods(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select period_start, state::text, closed_at is not null, balance_hash is not null
       from api.list_periods(fixture.id(1)) $$,
    $$ values
        ('2026-01-01'::date, 'closed', true, true),
        ('2026-02-01', 'soft_closed', false, false) $$,
    'lists the months in order'
);

select results_eq(
    $$ select after, period_start
       from
           (values (null::date), ('2026-01-01'), ('2026-02-01')) as asked (after),
           api.list_periods(fixture.id(1), after, 1) $$,
    $$ values (null::date, '2026-01-01'::date), ('2026-01-01', '2026-02-01') $$,
    'goes on behind the last one'
);

select fixture.invariants();

select finish();
rollback;

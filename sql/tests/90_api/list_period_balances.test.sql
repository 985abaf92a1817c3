begin;
select plan(7);

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
    $$ select api.list_period_balances(null, '2026-01-01') $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.list_period_balances(%L, %L)', book_id, day))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, day) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "period_start"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_period_balances(fixture.id(1), '2026-01-02') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses another day than a month''s first'
);


-- 4 judge

select throws_ok(
    $$ select api.list_period_balances(fixture.id(1), '2026-01-01', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select fixture.close_period('2026-01-01');

select results_eq(
    $$ select after, account_id, currency::text, debits, credits, balance
       from
           (values (null, 1), (fixture.id(1), 500), (fixture.id(12), 1)) as asked (after, size),
           api.list_period_balances(fixture.id(1), '2026-01-01', after, size) $$,
    $$ values
        (null::uuid, fixture.id(1), 'EUR', 500::numeric, 0::numeric, -500::numeric),
        (fixture.id(1), fixture.id(11), 'EUR', 30, 500, 370),
        (fixture.id(1), fixture.id(12), 'EUR', 0, 30, 130) $$,
    'lists the accounts in order, page by page'
);

select is_empty(
    $$ select * from api.list_period_balances(fixture.id(1), '2026-02-01') $$,
    'has none of a month that is not closed'
);

select fixture.invariants();

select finish();
rollback;

begin;
select plan(8);

-- Account 11 starts with 10,000 and gives account 12 more with each line (101 to 200), for days of
-- December to April that rise with ups and downs; a third was recorded a day later. December and
-- January are closed, then three lines come late for February.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 10000);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform fixture.stop_clock('2026-03-02 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(100 + n), fixture.id(11), fixture.id(12), n, 'EUR',
        p_value_date => date '2025-12-15' + n + n * 37 % 10
    )
    from generate_series(1, 66) as n;
    perform fixture.stop_clock('2026-03-03 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(100 + n), fixture.id(11), fixture.id(12), n, 'EUR',
        p_value_date => date '2025-12-15' + n + n * 37 % 10
    )
    from generate_series(67, 100) as n;
    perform fixture.close_period('2025-12-01');
    perform fixture.close_period('2026-01-01');
    perform fixture.stop_clock('2026-03-04 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(300 + n), fixture.id(12), fixture.id(11), 1, 'EUR',
        p_value_date => '2026-02-10'
    )
    from generate_series(1, 3) as n;
end;
$body$;

-- 1 validate

select throws_ok(
    $$ select api.get_value_balances(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.get_value_balances(%L, %L)', book_id, account_id))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, account_id) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.get_value_balances(fixture.id(1), fixture.id(11), '2026-01-02', '2026-01-01') $$,
    'LG004', 'The first day comes after the last.',
    'refuses days that are the wrong way round'
);


-- 4 judge

select throws_ok(
    $$ select api.get_value_balances(fixture.id(1), fixture.id(11), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.get_value_balances(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);


-- The answer

select results_eq(
    $$ select account_id, currency::text, from_date, to_date, opening, closing
       from
           (values
               (null::date, null::date), ('2026-01-01', '2026-01-31'), ('2026-02-01', null),
               ('-infinity', '2025-12-31'), ('infinity', 'infinity')
           ) as asked (day, last),
           api.get_value_balances(fixture.id(1), fixture.id(11), day, last) $$,
    $$ select
           fixture.id(11), 'EUR', day, last,
           report.value_balance(fixture.id(1), fixture.id(11), before, null),
           report.value_balance(fixture.id(1), fixture.id(11), coalesce(last, 'infinity'), null)
       from (values
           (null::date, null::date, '-infinity'::date), ('2026-01-01', '2026-01-31', '2025-12-31'),
           ('2026-02-01', null, '2026-01-31'), ('-infinity', '2025-12-31', '-infinity'),
           ('infinity', 'infinity', 'infinity')
       ) as asked (day, last, before) $$,
    'tells what was held before the first day and behind the last'
);

select results_eq(
    $$ select opening, closing
       from api.get_value_balances(
           fixture.id(1), fixture.id(12), '2026-02-10', '2026-02-10', '2026-03-03 12:00:00+00'
       ) $$,
    $$ select
           coalesce(sum(moved) filter (where value_date < '2026-02-10'), 0),
           sum(moved)
       from report.leg()
       where
           account_id = fixture.id(12) and is_posted and value_date <= '2026-02-10'
           and recorded_at <= '2026-03-03 12:00:00+00' $$,
    'tells it as it looked at a time'
);

select fixture.invariants();

select finish();
rollback;

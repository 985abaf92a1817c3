begin;
select plan(2);

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

select results_eq(
    $$ select day, known_at, report.value_balance(fixture.id(1), fixture.id(11), day, known_at)
       from
           unnest(array[
               '-infinity', '2025-12-14', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01',
               '2026-02-10', '2026-03-24', 'infinity'
           ]::date[]) as day,
           unnest(array[
               null, '2026-03-02 12:00:00+00', '2026-03-03 12:00:00+00', '2026-03-02 11:00:00+00'
           ]::timestamptz[]) as known_at
       order by day, known_at $$,
    $$ select
           day, known_at,
           (
               select coalesce(sum(moved), 0)
               from report.leg()
               where
                   account_id = fixture.id(11) and is_posted and value_date <= day
                   and recorded_at <= coalesce(known_at, 'infinity')
           )
       from
           unnest(array[
               '-infinity', '2025-12-14', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01',
               '2026-02-10', '2026-03-24', 'infinity'
           ]::date[]) as day,
           unnest(array[
               null, '2026-03-02 12:00:00+00', '2026-03-03 12:00:00+00', '2026-03-02 11:00:00+00'
           ]::timestamptz[]) as known_at
       order by day, known_at $$,
    'is the sum of all lines by the day, as known at each time'
);

select is(
    report.value_balance(fixture.id(1), fixture.id(13), '2026-01-01', null), 0::numeric,
    'is zero for an account that never moved'
);

select finish();
rollback;

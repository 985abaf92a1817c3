begin;
select plan(4);

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
    $$ select first_day, last_day, opening, first_version > 1, last_version < 200
       from report.value_slice(fixture.id(1), fixture.id(12), null) $$,
    $$ select first_day, last_day, opening, starts_late, ends_early
       from (values
           ('-infinity'::date, '2025-12-31'::date, '2026-01-01'::date, false, true),
           ('2026-01-01', '2026-01-31', '2026-01-01', true, true),
           ('2026-02-01', 'infinity', '2026-02-01', true, false)
       ) as slice (first_day, last_day, opened, starts_late, ends_early)
       cross join lateral (
           select coalesce(sum(moved) filter (where value_date < first_day), 0) as opening
           from report.leg()
           where account_id = fixture.id(12) and is_posted
       ) as past $$,
    'has a slice a closed month, and an open one'
);

select is_empty(
    $$ select slice.*, leg.version
       from report.value_slice(fixture.id(1), fixture.id(11), null) as slice
       inner join report.leg() as leg on leg.value_date between slice.first_day and slice.last_day
       where
           leg.account_id = fixture.id(11) and leg.is_posted
           and leg.version not between slice.first_version and slice.last_version $$,
    'knows between which versions the lines of a slice are'
);

select results_eq(
    $$ select known_at, count(*), max(first_day)
       from
           unnest(array[
               '2026-03-02 12:00:00+00', '2026-03-02 11:00:00+00'
           ]::timestamptz[]) as known_at,
           report.value_slice(fixture.id(1), fixture.id(11), known_at)
       group by known_at order by known_at desc $$,
    $$ values
        ('2026-03-02 12:00:00+00'::timestamptz, 3::bigint, '2026-02-01'::date),
        ('2026-03-02 11:00:00+00', 1, '-infinity') $$,
    'stands on a month only when all that it holds was known'
);

select results_eq(
    $$ select * from report.value_slice(fixture.id(1), fixture.id(13), null) $$,
    $$ values (
        '-infinity'::date, 'infinity'::date, 0::numeric, 1::bigint, 9223372036854775807::bigint
    ) $$,
    'has one slice for an account that never moved'
);

select finish();
rollback;

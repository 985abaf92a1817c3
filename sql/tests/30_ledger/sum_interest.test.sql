begin;
select plan(9);

-- At 3.65 % by act/365, 10000 bear one unit a day: a numerator of 2628000000000.
select fixture.interest_account();
select fixture.terms('2026-01-01', p_debit_rate => 0.073);

create function pg_temp.sum(
    p_through date,
    p_version bigint,
    p_start ledger.interest_accrual
    default ledger.start_interest(fixture.id(1), fixture.id(12))
)
returns table (units numeric, settled_version bigint, principal numeric)
language sql
begin atomic
    select
        numerator / 2628000000000 as units,
        settled_version,
        principal
    from ledger.sum_interest(p_start, p_through, p_version);
end;

select results_eq(
    $$ select * from pg_temp.sum('2026-01-10', 0) $$,
    $$ values (0::numeric, 0::bigint, 0::numeric) $$,
    'is nothing where nothing is'
);

select fixture.line(101, 10000, '2025-12-20');
select fixture.line(102, 20000, '2026-01-03');
select fixture.line(103, -60000, '2026-01-05');
select fixture.line(104, 40000, '2026-01-08');

select results_eq(
    $$ select day, sum.*
       from generate_series(date '2026-01-01', '2026-01-08', interval '1 day') as day,
       pg_temp.sum(day::date, 4) as sum $$,
    $$ values
        (timestamptz '2026-01-01', 1::numeric, 1::bigint, 10000::numeric),
        ('2026-01-02', 2, 1, 10000),
        ('2026-01-03', 5, 2, 30000),
        ('2026-01-04', 8, 2, 30000),
        ('2026-01-05', 2, 3, -30000),
        ('2026-01-06', -4, 3, -30000),
        ('2026-01-07', -10, 3, -30000),
        ('2026-01-08', -9, 4, 10000) $$,
    'counts the last balance of each day, at the rate of its sign, from the first terms on'
);

select results_eq(
    $$ select * from pg_temp.sum('2026-01-07', 2) $$,
    $$ values (17::numeric, 2::bigint, 30000::numeric) $$,
    'knows no line beyond the version'
);

-- As after an accrual through the 4th that saw two lines.
create function pg_temp.fourth()
returns ledger.interest_accrual
language plpgsql
as $body$
declare
    v_start ledger.interest_accrual := ledger.start_interest(fixture.id(1), fixture.id(12));
begin
    v_start.through_date := '2026-01-04';
    v_start.settled_version := 2;
    v_start.principal := 30000;
    v_start.numerator := 8 * 2628000000000;
    return v_start;
end;
$body$;

select results_eq(
    $$ select * from pg_temp.sum('2026-01-08', 4, pg_temp.fourth()) $$,
    $$ values (-9::numeric, 4::bigint, 10000::numeric) $$,
    'comes to the same from an accrual on'
);

select fixture.line(105, 10000, '2026-01-20');
select fixture.line(106, 10000, '2026-01-08');

select results_eq(
    $$ select * from pg_temp.sum('2026-01-09', 6) $$,
    $$ values (-6::numeric, 4::bigint, 10000::numeric) $$,
    'settles no line that stands behind one of a later day, and counts it all the same'
);

select fixture.terms('2026-01-10', 0.0365, 'act/360', 'daily', 0);

select results_eq(
    $$ select day, numerator
       from generate_series(date '2026-01-09', '2026-01-11', interval '1 day') as day,
       ledger.sum_interest(
           ledger.start_interest(fixture.id(1), fixture.id(12)), day::date, 6
       ) $$,
    $$ values
        (timestamptz '2026-01-09', -6 * 2628000000000),
        ('2026-01-10', -6 * 2628000000000 + 20000 * 3650000::numeric * 73),
        ('2026-01-11', -6 * 2628000000000 + 2 * 20000 * 3650000::numeric * 73) $$,
    'counts each day by the terms of that day, exactly'
);

insert into ledger.interest_accrual (
    book_id, transfer_id, account_id, through_date, version, settled_version, principal, numerator,
    amount, posted_total, recorded_by, recorded_at
)
values
(
    fixture.id(1), fixture.id(111), fixture.id(12), '2026-01-09', 0, 0, 0, 0, 10000, 10000,
    'user:7', core.now()
),
(
    fixture.id(1), fixture.id(112), fixture.id(12), '2026-01-10', 0, 0, 0, 0, 10000, 20000,
    'user:7', core.now()
);

select is(
    (select numerator from ledger.sum_interest(
        ledger.start_interest(fixture.id(1), fixture.id(12)), '2026-01-12', 6
    )),
    -6 * 2628000000000 + (20000 + 30000 + 30000) * 3650000::numeric * 73,
    'counts what was posted from the day on which it begins to bear interest'
);

select is(
    (select numerator from ledger.sum_interest(
        ledger.start_interest(fixture.id(1), fixture.id(12)), '2026-01-10', 6
    )),
    -6 * 2628000000000 + 20000 * 3650000::numeric * 73,
    'counts nothing of what the accrual itself posts'
);

select volatility_is('ledger', 'sum_interest', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;

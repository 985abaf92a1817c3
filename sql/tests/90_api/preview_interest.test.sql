begin;
select plan(11);

select fixture.interest_account();
select fixture.interest_account(13);
select fixture.terms('2026-01-02');
select fixture.line(101, 15000, '2026-01-01');

create function pg_temp.preview_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.preview_interest(%L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(12) end,
    case when 3 not between p_from and p_to then '2026-01-02' end
);

create function pg_temp.preview(p_through date, p_number integer default 12)
returns table (through_date date, amount bigint, posted_total numeric, remainder_parts numeric)
language sql
begin atomic
    select
        through_date,
        amount,
        posted_total,
        remainder_parts
    from api.preview_interest(fixture.id(1), fixture.id(p_number), p_through, 'user:7');
end;


-- 1 validate

select
    throws_ok(
        pg_temp.preview_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses to look when argument %s is null', n)
    )
from generate_series(1, 3) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.preview_without(n, 3)) from generate_series(1, 3) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'through_date']) as name $$,
    'names the first of those that are null'
);


-- 4 judge

select throws_ok(
    $$ select api.preview_interest(fixture.id(1), fixture.id(12), '2026-01-02', 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.preview(%L, %s)', day, account))
       from (values ('2026-01-02', 14), ('2026-01-01', 12), ('2026-02-01', 12), ('2026-01-02', 13))
           as asked (day, account) $$,
    $$ values
        (jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(14))),
        ('{"argument": "through_date", "asked": "2026-01-01"}'),
        ('{"argument": "through_date", "asked": "2026-02-01", "last_date": "2026-01-31"}'),
        ('{"argument": "through_date", "asked": "2026-01-02"}') $$,
    'refuses what an accrual would refuse'
);


-- The answer

select results_eq(
    $$ select * from pg_temp.preview('2026-01-04') $$,
    $$ values (date '2026-01-04', 4::bigint, 4::numeric, 1314000000000::numeric) $$,
    'tells what an accrual would post, and what it would leave'
);

select results_eq(
    $$ select amount, posted_total, remainder_parts from pg_temp.preview('2026-01-04') $$,
    $$ select amount, posted_total, remainder_parts from fixture.accrue(111, '2026-01-04') $$,
    'tells the same as the accrual that follows'
);

select throws_ok(
    $$ select pg_temp.preview('2026-01-04') $$,
    'LG206', 'The interest of the day is accrued already.',
    'refuses a day that is accrued'
);

select results_eq(
    $$ select amount, posted_total, remainder_parts from pg_temp.preview('2026-01-05') $$,
    $$ values (2::bigint, 6::numeric, 0::numeric) $$,
    'goes on from there'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;

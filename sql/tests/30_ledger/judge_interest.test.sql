begin;
select plan(6);

select fixture.interest_account();
select fixture.terms('2026-01-02');
select fixture.line(101, 10000, '2026-01-02');

create function pg_temp.judge(p_through date, p_number integer default 12)
returns void
language sql
begin atomic
    select ledger.judge_interest(
        fixture.id(1), fixture.id(p_number), p_through,
        ledger.find_interest_terms(fixture.id(1), fixture.id(p_number), p_through)
    );
end;

select lives_ok(
    $$ select pg_temp.judge(day) from unnest(array['2026-01-02', '2026-01-31']::date[]) as day $$,
    'lets the first day of terms pass, and today'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.judge(%L)', day))
       from unnest(array['2026-02-01', 'infinity', '-infinity']::date[]) as day $$,
    $$ select jsonb_build_object('argument', 'through_date', 'asked', day, 'last_date', last)
       from (values
           ('2026-02-01', '2026-01-31'), ('infinity', '2026-01-31'), ('-infinity', '2026-01-31')
       ) as facts (day, last) $$,
    'refuses a day that is to come, or none'
);

select throws_ok(
    $$ select pg_temp.judge('2026-02-01') $$,
    'LG011', 'The day is none that can be reckoned with.',
    'says what is wrong with tomorrow'
);

select throws_ok(
    $$ select pg_temp.judge('2026-01-02', 13) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

select throws_ok(
    $$ select pg_temp.judge('2026-01-01') $$,
    'LG108', 'The account has no interest terms on the day.',
    'refuses the day before the first terms'
);

select fixture.accrue(102, '2026-01-04');

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.judge(%L)', day))
       from unnest(array['2026-01-04', '2026-01-05']::date[]) as day $$,
    $$ values
        ('{
            "argument": "through_date", "asked": "2026-01-04", "accrued_through": "2026-01-04"
        }'::jsonb),
        (null) $$,
    'refuses the last day that is accrued, and not the next'
);

select finish();
rollback;

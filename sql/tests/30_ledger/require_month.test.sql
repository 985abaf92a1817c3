begin;
select plan(3);

select lives_ok(
    $$ select ledger.require_month(day)
       from unnest(array['2026-01-01', '1999-12-01', '0044-03-01 BC']::date[]) as day $$,
    'takes the first day of any month'
);

select throws_ok(
    $$ select ledger.require_month('2026-01-02') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses the second'
);

select throws_ok(
    $$ select ledger.require_month('infinity') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses what is no day of a month'
);

select finish();
rollback;

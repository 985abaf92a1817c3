begin;
select plan(3);

select is_empty(
    $$ select day from unnest(array[
           '2026-01-31', '2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'
       ]) as day
       where not core.is_day(day) or day <> to_char(day::date, 'YYYY-MM-DD') $$,
    'knows a day, the last of a month and a leap year too'
);

select is_empty(
    $$ select day from unnest(array[
           '2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00',
           '2026-01-32', '0000-01-01', '2026-1-1', '20260101', '2026/01/01', '01.01.2026', 'today',
           'infinity', '', ' 2026-01-01', E'2026-01-01\n', '10000-01-01', '2026-01-01 BC'
       ]) as day
       where core.is_day(day) is distinct from false $$,
    'tells what is none, or is written otherwise'
);

select is(core.is_day(null), null, 'says nothing of nothing');

select finish();
rollback;

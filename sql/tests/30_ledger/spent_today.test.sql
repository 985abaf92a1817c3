begin;
select plan(1);

select fixture.stop_clock('2026-01-31 12:00:00+00');
set local time zone 'Pacific/Kiritimati';

select results_eq(
    $$ select day, ledger.spent_today(jsonb_populate_record(
           null::ledger.account, jsonb_build_object('spent', 60, 'spent_date', day)
       ))
       from unnest(array['2026-01-30', '2026-01-31', '2026-02-01', null]::date[]) as day
       order by day $$,
    $$ values
        ('2026-01-30'::date, 0::bigint), ('2026-01-31', 60), ('2026-02-01', 60), (null, 0) $$,
    'takes the day by UTC, and what came from the next day for today''s'
);

select finish();
rollback;

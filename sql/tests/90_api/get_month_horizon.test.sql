begin;
select plan(4);

create function pg_temp.horizon(p_at timestamptz)
returns integer
language plpgsql
as $body$
begin
    perform fixture.stop_clock(p_at);
    return (select days_left from api.get_month_horizon());
end;
$body$;

select ledger.add_month(first_day::date)
from generate_series(timestamp '2040-11-01', '2041-02-01', '1 month') as kept (first_day);
select ledger.add_month('2041-04-01');
select fixture.stop_clock('2040-12-31 23:59:59+00');

select results_eq(
    $$ select first_month, last_month, missing, days_left from api.get_month_horizon() $$,
    $$ values ('2026-01-01'::date, '2041-04-01'::date, 1, 60) $$,
    'counts the days until the first month that is missing, not until the last one that is there'
);

select results_eq(
    $$ select pg_temp.horizon(at)
       from unnest(array[
           '2041-02-28 23:59:59+00', '2041-03-01 00:00:00+00', '2041-04-01 00:00:00+00',
           '2041-05-01 00:00:00+00', '2041-09-01 00:00:00+00'
       ]::timestamptz[]) as at $$,
    $$ values (1), (0), (30), (0), (0) $$,
    'has one day left on the last day, and none behind it'
);

select is(
    (select months::bigint from api.get_month_horizon()),
    (select count(*) filter (where inhparent = 'ledger.transfer'::regclass) from pg_inherits),
    'counts the months'
);

select volatility_is('api', 'get_month_horizon', 'stable', 'changes nothing');

select finish();
rollback;

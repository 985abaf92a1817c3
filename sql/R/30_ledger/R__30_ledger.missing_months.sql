-- Months are known by their names, which ledger.add_month gives them.

create or replace function ledger.missing_months()
returns setof date
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select month.first_day::date
    from generate_series(
        date_trunc('month', core.now() at time zone 'UTC') - interval '1 month',
        date_trunc('month', core.now() at time zone 'UTC') + interval '3 months',
        interval '1 month'
    ) as month (first_day)
    where
        to_regclass(
            format('ledger.%I', 'transfer_' || to_char(month.first_day, 'YYYY_MM'))
        ) is null
    order by month.first_day;
$body$;

comment on function ledger.missing_months is
'What is not there of the last month, this one and the next three, the earliest first.';

revoke all on function ledger.missing_months from public;

-- For the job and for monitoring, over all books: no client reaches it. It reads the catalog alone.

create or replace function api.get_month_horizon()
returns table (
    first_month date,
    last_month date,
    months integer,
    missing integer,
    days_left integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with kept as (
        select to_date(right(pg_class.relname, 7), 'YYYY_MM') as first_day
        from pg_inherits
        inner join pg_class on pg_inherits.inhrelid = pg_class.oid
        where pg_inherits.inhparent = 'ledger.transfer'::regclass
    ),

    today as (
        select (core.now() at time zone 'UTC')::date as day
    ),

    gap as ( -- the first month from this one on that is not there
        select min(month.first_day)::date as first_day
        from today
        cross join generate_series(
            date_trunc('month', today.day::timestamp),
            (select max(kept.first_day) from kept)::timestamp + interval '1 month',
            interval '1 month'
        ) as month (first_day)
        where not exists (select from kept where kept.first_day = month.first_day::date)
    )

    select
        min(kept.first_day) as first_month,
        max(kept.first_day) as last_month,
        count(kept.first_day)::integer as months,
        (select count(*)::integer from ledger.missing_months()) as missing,
        coalesce(
            (select gap.first_day - today.day from gap cross join today), 0
        )::integer as days_left
    from kept;
end;
$body$;

comment on function api.get_month_horizon is $contract$
Tell which months the journal keeps, and for how many days from today on no id will be refused.

Days by UTC; the months kept without a gap count. Zero: transfers of today are refused (LG003).
$contract$;

revoke all on function api.get_month_horizon from public;
grant execute on function api.get_month_horizon to api_ops, monitor;

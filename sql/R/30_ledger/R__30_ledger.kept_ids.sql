-- Months are known by their names, which ledger.add_month gives them. Some are missing where nobody
-- kept months for half a year, or one was taken out between two others.

drop function if exists ledger.kept_ids();

create or replace function ledger.kept_ids(
    out first_id uuid,
    out end_id uuid,
    out missing date[]
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    with kept as (
        select to_date(right(relname, 7), 'YYYY_MM') as first_day
        from pg_inherits
        inner join pg_class on oid = inhrelid
        where inhparent = 'ledger.transfer'::regclass
    ),

    span as (
        select
            min(first_day)::timestamp as first_day,
            max(first_day)::timestamp as last_day
        from kept
    )

    select
        core.id_floor(span.first_day at time zone 'UTC'),
        core.id_floor((span.last_day + interval '1 month') at time zone 'UTC'),
        array(
            select month::date
            from generate_series(span.first_day, span.last_day, interval '1 month') as month
            where not exists (select from kept where kept.first_day = month::date)
            order by month
        )
    from span;
$body$;

comment on function ledger.kept_ids is
'The ids that lead to a month of the journal: from the first to below the end, but for those of the
months that are missing between.';

revoke all on function ledger.kept_ids from public;

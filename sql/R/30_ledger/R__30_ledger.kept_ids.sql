-- Months are known by their names, which ledger.add_month gives them. One that was taken out
-- between two others isn't noticed here, but by the insert.

create or replace function ledger.kept_ids(
    out first_id uuid,
    out end_id uuid
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select
        core.id_floor(min(to_date(right(relname, 7), 'YYYY_MM'))::timestamp at time zone 'UTC'),
        core.id_floor(
            (max(to_date(right(relname, 7), 'YYYY_MM')) + interval '1 month') at time zone 'UTC'
        )
    from pg_inherits
    inner join pg_class on oid = inhrelid
    where inhparent = 'ledger.transfer'::regclass;
$body$;

comment on function ledger.kept_ids is
'The ids that lead to a month of the journal: from the first to below the end.';

revoke all on function ledger.kept_ids from public;

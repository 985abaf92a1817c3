-- Months are known by their names, which ledger.add_month gives them.

create or replace function report.first_kept_id()
returns uuid
language sql
stable
parallel safe
begin atomic
    select
        core.id_floor(
            min(to_date(right(pg_class.relname, 7), 'YYYY_MM'))::timestamp at time zone 'UTC'
        ) as id
    from pg_catalog.pg_inherits
    inner join pg_catalog.pg_class on pg_inherits.inhrelid = pg_class.oid
    where pg_inherits.inhparent = 'ledger.transfer'::regclass;
end;

comment on function report.first_kept_id is
'The least id that a transfer of the months that are kept can have: older ones went with theirs.
Null when there is no month.';

revoke all on function report.first_kept_id from public;
grant execute on function report.first_kept_id to report_read;

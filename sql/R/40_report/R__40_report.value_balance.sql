-- One slice is read: the last one that begins by the day.

create or replace function report.value_balance(
    p_book_id uuid,
    p_account_id uuid,
    p_day date,
    p_known_at timestamptz
)
returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_slice record;
begin
    select
        opening,
        first_day,
        first_version,
        last_version
    into strict v_slice
    from report.value_slice(p_book_id, p_account_id, p_known_at)
    where first_day <= p_day
    order by first_day desc
    limit 1;

    return v_slice.opening + (
        select coalesce(sum(leg.moved), 0)
        from report.leg() as leg
        where
            leg.book_id = p_book_id
            and leg.account_id = p_account_id
            and leg.version >= v_slice.first_version
            and leg.version <= v_slice.last_version
            and leg.value_date >= v_slice.first_day
            and leg.value_date <= p_day
            and leg.recorded_at <= coalesce(p_known_at, 'infinity')
    );
end;
$body$;

comment on function report.value_balance is
'What an account held at the end of a day by value date, as known at a time; null: as known now.';

revoke all on function report.value_balance from public;
grant execute on function report.value_balance to report_read;

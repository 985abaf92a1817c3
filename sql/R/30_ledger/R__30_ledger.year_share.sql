-- By the place of a day on the line of a convention, so shares of neighbouring spans add up: where
-- a span is cut changes nothing. 30E/360 has 30 days in every month: the 31st falls on the 30th,
-- and the last day of February bears the days that it lacks.

create or replace function ledger.year_share(
    p_from_date date,
    p_before_date date,
    p_day_count core.day_count
)
returns bigint
language sql
immutable
parallel safe
return case p_day_count
    when 'act/365' then 72 * (p_before_date - p_from_date)::bigint
    when 'act/360' then 73 * (p_before_date - p_from_date)::bigint
    else 73 * (
        360 * (extract(year from p_before_date) - extract(year from p_from_date))
        + 30 * (extract(month from p_before_date) - extract(month from p_from_date))
        + least(extract(day from p_before_date), 30) - least(extract(day from p_from_date), 30)
    )::bigint
end;

comment on function ledger.year_share is
'How much of a year lies from a day to before another, in 26280ths: a day of 365 is 72 of them, a
day of 360 is 73.';

revoke all on function ledger.year_share from public;
grant execute on function ledger.year_share to report_read;

create or replace function core.is_day(p_day text)
returns boolean
language sql
immutable
parallel safe
return case
    when p_day ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' and p_day >= '0001'
        then right(p_day, 2)::integer <= extract(
            day from (left(p_day, 7) || '-01')::date + interval '1 month - 1 day'
        )
    when p_day is not null then false
end;

comment on function core.is_day is
'Whether a text is a day that there is, as ISO 8601 writes it. A cast takes more, infinity too.';

revoke all on function core.is_day from public;

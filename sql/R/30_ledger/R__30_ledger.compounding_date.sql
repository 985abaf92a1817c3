create or replace function ledger.compounding_date(
    p_value_date date,
    p_compounding core.compounding
)
returns date
language sql
immutable
parallel safe
return case p_compounding
    when 'daily' then p_value_date + 1
    when 'monthly'
        then (date_trunc('month', p_value_date::timestamp) + interval '1 month')::date
    when 'quarterly'
        then (date_trunc('quarter', p_value_date::timestamp) + interval '3 months')::date
    else (date_trunc('year', p_value_date::timestamp) + interval '1 year')::date
end;

comment on function ledger.compounding_date is
'The first day on which interest of a value date bears interest itself.';

revoke all on function ledger.compounding_date from public;
grant execute on function ledger.compounding_date to report_read;

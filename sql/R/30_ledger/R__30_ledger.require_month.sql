create or replace function ledger.require_month(p_period_start date)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    if extract(day from p_period_start) is distinct from 1 then -- infinity has no day
        perform core.refuse('LG010', jsonb_build_object(
            'argument', 'period_start', 'period_start', p_period_start
        ));
    end if;
end;
$body$;

comment on function ledger.require_month is
'Ends the statement unless the day is a month''s first.';

revoke all on function ledger.require_month from public;

create or replace function core.require_currency(p_currency core.currency_code)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    if not core.is_kept_currency(p_currency) then
        perform core.refuse('LG103', jsonb_build_object(
            'argument', 'currency', 'currency', p_currency
        ));
    end if;
end;
$body$;

comment on function core.require_currency is
'Ends the statement unless accounts are kept in the currency.';

revoke all on function core.require_currency from public;

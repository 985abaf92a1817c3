create or replace function core.require_currency(p_currency core.currency_code)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $body$
begin
    if not exists (
        select
        from core.currency
        where
            currency = p_currency
            and exponent is not null
    ) then
        perform core.refuse('LG103', jsonb_build_object(
            'argument', 'currency', 'currency', p_currency
        ));
    end if;
end;
$body$;

comment on function core.require_currency is
'Ends the statement unless accounts are kept in the currency. A withdrawn one will do: old
statements are in it.';

revoke all on function core.require_currency from public;

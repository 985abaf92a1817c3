create or replace function core.is_kept_currency(p_currency core.currency_code)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select exists (
        select
        from core.currency
        where
            currency = p_currency
            and exponent is not null
    );
$body$;

comment on function core.is_kept_currency is
'Whether accounts are kept in the currency. A withdrawn one will do: old statements are in it.';

revoke all on function core.is_kept_currency from public;

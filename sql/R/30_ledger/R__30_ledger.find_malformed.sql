-- What a cast and the domains take is said again in these patterns, so that an item can be refused
-- without an exception: PostgreSQL 15 can't ask a type. Of an id they take what its type takes.

create or replace function ledger.find_malformed(p_item jsonb)
returns text
language plpgsql
immutable
parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_id constant text := '^([0-9a-f]{4}-?){7}[0-9a-f]{4}$|^\{([0-9a-f]{4}-?){7}[0-9a-f]{4}\}$';
    v_unknown text;
begin
    if jsonb_typeof(p_item) <> 'object' then
        return '';
    end if;

    v_unknown := (
        select min(key)
        from jsonb_object_keys(p_item) as key
        where key not in (
            'transfer_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency',
            'memo', 'value_date', 'kind'
        )
    );

    return case
        when v_unknown is not null then v_unknown
        when p_item ->> 'transfer_id' !~* v_id then 'transfer_id'
        when p_item ->> 'debit_account_id' !~* v_id then 'debit_account_id'
        when p_item ->> 'credit_account_id' !~* v_id then 'credit_account_id'
        when
            p_item ->> 'amount' !~ '^[1-9][0-9]{0,15}$'
            or (p_item ->> 'amount')::bigint > 1000000000000000
            then 'amount'
        when p_item ->> 'currency' !~ '^[A-Z]{3}$' then 'currency'
        when length(p_item ->> 'memo') not between 1 and 140 then 'memo'
        when not core.is_day(p_item ->> 'value_date') then 'value_date'
        when p_item ->> 'kind' not in ('transfer', 'fee') then 'kind'
    end;
end;
$body$;

comment on function ledger.find_malformed is
'The first value of an item that isn''t what a transfer has there, or that a transfer doesn''t have;
an empty text where it is no object. Null: whatever is there is good.';

revoke all on function ledger.find_malformed from public;

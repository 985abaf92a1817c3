create or replace function ledger.validate_exchange(p_request ledger.exchange)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_missing text := case
        when p_request.book_id is null then 'book_id'
        when p_request.exchange_id is null then 'exchange_id'
        when p_request.from_account_id is null then 'from_account_id'
        when p_request.to_account_id is null then 'to_account_id'
        when p_request.sold is null then 'sold'
        when p_request.sold_currency is null then 'sold_currency'
        when p_request.bought_currency is null then 'bought_currency'
        when p_request.fee is null and p_request.fee_account_id is not null then 'fee'
        when p_request.fee is not null and p_request.fee_account_id is null
            then 'fee_account_id'
    end;
begin
    if v_missing is not null then
        perform core.refuse('LG002', jsonb_build_object('argument', v_missing));
    end if;

    if p_request.from_account_id in (p_request.to_account_id, p_request.fee_account_id) then
        perform core.refuse('LG001', jsonb_build_object(
            'argument', case
                when p_request.from_account_id = p_request.to_account_id then 'to_account_id'
                else 'fee_account_id'
            end,
            'account_id', p_request.from_account_id
        ));
    end if;

    if not core.is_v7(p_request.exchange_id) then
        perform ledger.refuse_id(p_request.exchange_id, 'exchange_id');
    end if;
end;
$body$;

comment on function ledger.validate_exchange is
'Ends the statement where an exchange lacks a value, has one account on both sides, or no uuid v7.';

revoke all on function ledger.validate_exchange from public;

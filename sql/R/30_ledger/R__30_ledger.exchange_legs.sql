create or replace function ledger.exchange_legs(
    p_exchange ledger.exchange,
    p_sold_account_id uuid,
    p_bought_account_id uuid
)
returns ledger.transfer[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_leg ledger.transfer;
    v_legs ledger.transfer[];
begin
    v_leg.book_id := p_exchange.book_id;
    v_leg.value_date := p_exchange.value_date;
    v_leg.memo := p_exchange.memo;
    v_leg.link_id := p_exchange.exchange_id;
    v_leg.recorded_by := p_exchange.recorded_by;
    v_leg.trace := p_exchange.trace;

    v_leg.transfer_id := ledger.exchange_transfer_id(p_exchange.exchange_id, 1);
    v_leg.kind := 'exchange';
    v_leg.debit_account_id := p_exchange.from_account_id;
    v_leg.credit_account_id := p_sold_account_id;
    v_leg.amount := p_exchange.sold;
    v_leg.currency := p_exchange.sold_currency;
    v_legs := array[v_leg];

    v_leg.transfer_id := ledger.exchange_transfer_id(p_exchange.exchange_id, 2);
    v_leg.debit_account_id := p_bought_account_id;
    v_leg.credit_account_id := p_exchange.to_account_id;
    v_leg.amount := p_exchange.bought;
    v_leg.currency := p_exchange.bought_currency;
    v_legs := v_legs || v_leg;

    if p_exchange.fee is null then
        return v_legs;
    end if;

    v_leg.transfer_id := ledger.exchange_transfer_id(p_exchange.exchange_id, 3);
    v_leg.kind := 'fee';
    v_leg.debit_account_id := p_exchange.from_account_id;
    v_leg.credit_account_id := p_exchange.fee_account_id;
    v_leg.amount := p_exchange.fee;
    v_leg.currency := p_exchange.sold_currency;
    return v_legs || v_leg;
end;
$body$;

comment on function ledger.exchange_legs is
'The transfers of an exchange: what is sold, what is bought, and the fee, if there is one.';

revoke all on function ledger.exchange_legs from public;
grant execute on function ledger.exchange_legs to report_read;

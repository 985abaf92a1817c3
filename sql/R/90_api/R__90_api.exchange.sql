create or replace function api.exchange(
    p_book_id uuid,
    p_exchange_id uuid,
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_sold core.amount,
    p_sold_currency core.currency_code,
    p_bought_currency core.currency_code,
    p_rate_date date default null,
    p_fee core.amount default null,
    p_fee_account_id uuid default null,
    p_memo core.memo default null,
    p_value_date date default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    exchange_id uuid,
    bought core.amount,
    rate_date date,
    sold_rate core.euro_rate,
    bought_rate core.euro_rate,
    remainder_parts numeric,
    value_date date,
    transfer_ids uuid[],
    replayed boolean,
    refusal core.refusal
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_request ledger.exchange;
    v_row ledger.exchange;
    v_is_first boolean := false;
begin
    -- 1 validate: what can be judged without a row; a fee has an account, and the account a fee
    v_request.book_id := p_book_id;
    v_request.exchange_id := p_exchange_id;
    v_request.from_account_id := p_from_account_id;
    v_request.to_account_id := p_to_account_id;
    v_request.sold := p_sold;
    v_request.sold_currency := p_sold_currency;
    v_request.bought_currency := p_bought_currency;
    v_request.rate_date := p_rate_date;
    v_request.fee := p_fee;
    v_request.fee_account_id := p_fee_account_id;
    v_request.memo := p_memo;
    v_request.recorded_by := p_actor;
    v_request.trace := p_trace;
    perform ledger.validate_exchange(v_request);

    v_request.value_date := coalesce(
        p_value_date, (core.id_time(p_exchange_id) at time zone 'UTC')::date
    );

    -- 4 judge: what is raised and never changes
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_exchange_accounts(v_request);
    perform core.require_currency(p_sold_currency);
    perform core.require_currency(p_bought_currency);

    -- 2 lock: the id, which links its transfers; the accounts are locked by ledger.post_all
    perform ledger.lock_link(p_book_id, p_exchange_id);

    -- 3 replay
    v_row := ledger.replay_exchange(v_request);

    -- 4 judge, 5 write, 6 record
    if v_row.exchange_id is null then
        v_is_first := true;
        v_row := ledger.post_exchange(ledger.price_exchange(v_request));
    end if;

    return query select
        p_exchange_id,
        v_row.bought,
        case when v_row.refusal is null then v_row.rate_date end,
        case when v_row.refusal is null then v_row.sold_rate end::core.euro_rate,
        case when v_row.refusal is null then v_row.bought_rate end::core.euro_rate,
        v_row.remainder_parts,
        case when v_row.refusal is null then v_row.value_date end,
        case when v_row.refusal is null then array(
            select ledger.exchange_transfer_id(p_exchange_id, place)
            from generate_series(1, case when p_fee is null then 2 else 3 end) as place
            order by place
        ) end,
        not v_is_first and (v_row.refusal ->> 'code') is distinct from 'LG301',
        v_row.refusal;
end;
$body$;

comment on function api.exchange is $contract$
Exchange an amount of one currency into another, at the reference rates of a day.

The from account gives what is sold and perhaps a fee, the to account gets what it buys: whole minor
units, rounded down, so that never more is given than the exact amount. Between two currencies other
than the euro both rates of the day are used, and nothing is rounded between. Rates are units of a
currency for one euro; the remainder is what the exact amount is above the bought one, in parts of
which the sold_rate times ten to the exponent of the sold currency are one minor unit.

Without a rate date, the last day on or before the value date that has both rates, a week back at
most; without a value date, the day of the id by UTC. All transfers are posted or none: their
link_id is the exchange_id, their ids are in transfer_ids. The other sides are the accounts of the
book that are named exchange: and the currency; they are opened when they are needed first. The
answer to a repeated request is the answer to the first one, with replayed = true, whatever the
rates are by then.

@http       POST /v1/books/{book_id}/exchanges
@scope      transfer:write
@idempotent exchange_id
@timeout    2s
@single
@rate       writes 600000/60s
@slo        p99 100ms 99.9
@error      LG001 An account is exchanged with itself, or gets its own fee.
@error      LG002 A value that is needed is null, or one of the fee and its account.
@error      LG003 The exchange_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG101 An account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG107 There is no rate between the two currencies for the day.
@error      LG201 The name of the account for a currency was given away in this moment: ask again.
@error      LG211 The exchange_id is the link of a batch of transfers.
@error      LG301 The exchange_id was used for another request.
@error      LG302 An account is kept in another currency.
@error      LG303 The from account has less available above its floor than it is to give.
@error      LG304 An account is not open.
@error      LG305 The month of the value date is closed, closing, or open to adjustments alone.
@error      LG306 A balance, or what is bought, would be beyond what one can hold.
@error      LG309 Who gets it would have more than its ceiling.
@error      LG310 Said of the other transfers of a refused exchange, never of the exchange.
@error      LG314 The from account may not give as much at once.
@error      LG315 The from account may not give as much on one day.
@error      LG316 The from account is frozen for debits.
@error      LG317 Who gets it is frozen for credits.
@error      LG320 What is sold buys less than a minor unit.
$contract$;

revoke all on function api.exchange from public;
grant execute on function api.exchange to api_write;

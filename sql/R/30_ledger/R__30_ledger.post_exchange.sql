-- Each currency goes through its own account of the book, so that each transfer is of one currency
-- and the balances of each add up to zero. A refused one of them is what the exchange is refused
-- for; the rows of all stay in the journal of transfers. That account can't be the client's. One
-- that is refused by its price alone posts nothing, and yet takes its id: the id is judged first.

create or replace function ledger.post_exchange(p_exchange ledger.exchange)
returns ledger.exchange
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_row ledger.exchange := p_exchange;
    v_legs ledger.transfer[] := ledger.exchange_legs(p_exchange, null, null);
begin
    perform ledger.require_link(v_row.book_id, v_row.exchange_id, v_legs, 'exchange_id');

    if v_row.refusal is not null then
        v_row.refusal := coalesce((ledger.complete_all(v_legs))[1].refusal, v_row.refusal);
    else
        v_legs := ledger.exchange_legs(
            v_row,
            ledger.find_exchange_account(
                v_row.book_id, v_row.sold_currency, v_row.recorded_by, v_row.trace
            ),
            ledger.find_exchange_account(
                v_row.book_id, v_row.bought_currency, v_row.recorded_by, v_row.trace
            )
        );

        if exists (select from unnest(v_legs) where debit_account_id = credit_account_id) then
            perform core.refuse('LG001', '{"argument": "to_account_id"}');
        end if;

        v_row.refusal := (
            select leg.refusal
            from unnest(ledger.post_all(v_legs, true)) with ordinality as leg
            where leg.refusal ->> 'code' <> 'LG310'
            order by leg.ordinality
            limit 1
        );
    end if;

    if v_row.refusal ->> 'code' = 'LG003' then
        perform core.refuse(
            'LG003', (v_row.refusal -> 'facts') - 'transfer_id' || jsonb_build_object(
                'argument', 'exchange_id', 'exchange_id', v_row.exchange_id
            )
        );
    end if;

    if v_row.refusal is not null then
        v_row.bought := null;
        v_row.remainder_parts := null;
    end if;

    insert into ledger.exchange (
        book_id, exchange_id, from_account_id, to_account_id, sold, sold_currency, bought,
        bought_currency, rate_date, sold_rate, bought_rate, remainder_parts, fee, fee_account_id,
        value_date, memo, refusal, recorded_by, trace, recorded_at
    )
    values (
        v_row.book_id, v_row.exchange_id, v_row.from_account_id, v_row.to_account_id, v_row.sold,
        v_row.sold_currency, v_row.bought, v_row.bought_currency, v_row.rate_date,
        v_row.sold_rate, v_row.bought_rate, v_row.remainder_parts, v_row.fee, v_row.fee_account_id,
        v_row.value_date, v_row.memo, v_row.refusal, coalesce(v_row.recorded_by, session_user),
        v_row.trace, core.now()
    );

    return v_row;
end;
$body$;

comment on function ledger.post_exchange is
'Posts the transfers of an exchange, all or none, unless it is refused already, and records it.';

revoke all on function ledger.post_exchange from public;

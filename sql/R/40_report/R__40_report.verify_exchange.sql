-- What was bought is reckoned again from the rates of the row: those of the table may have been set
-- anew since. Transfers of a detached month went with it.

create or replace function report.verify_exchange(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $body$
#variable_conflict use_column
declare
    v_since xid8 := coalesce(p_since, '0'::xid8);
    v_kept_from uuid := report.first_kept_id();
begin
    return query
    select
        'an exchange gives what its rates come to' as invariant,
        exchange.book_id,
        'exchange ' || exchange.exchange_id as place
    from ledger.exchange
    cross join lateral ledger.convert(exchange) as again
    where
        exchange.xid >= v_since
        and exchange.refusal is null
        and row(exchange.bought::numeric, exchange.remainder_parts)
        is distinct from
        row(again.bought, again.remainder_parts);

    return query
    with leg as (
        select
            exchange.book_id,
            leg.transfer_id,
            leg.kind,
            leg.debit_account_id,
            leg.credit_account_id,
            leg.amount::bigint,
            leg.currency,
            leg.value_date,
            leg.link_id
        from ledger.exchange
        cross join lateral unnest(ledger.exchange_legs(
            exchange,
            (
                select account_name.account_id
                from ledger.account_name
                where
                    account_name.book_id = exchange.book_id
                    and account_name.name = 'exchange:' || exchange.sold_currency
            ),
            (
                select account_name.account_id
                from ledger.account_name
                where
                    account_name.book_id = exchange.book_id
                    and account_name.name = 'exchange:' || exchange.bought_currency
            )
        )) as leg
        where
            exchange.xid >= v_since
            and exchange.refusal is null
            and exchange.exchange_id >= v_kept_from
    ),

    posted as (
        select
            transfer.book_id,
            transfer.transfer_id,
            transfer.kind,
            transfer.debit_account_id,
            transfer.credit_account_id,
            transfer.amount::bigint,
            transfer.currency,
            transfer.value_date,
            transfer.link_id
        from ledger.transfer
        where
            transfer.xid >= v_since
            and transfer.refusal is null
            and (
                transfer.kind = 'exchange'
                or (
                    transfer.kind = 'fee'
                    and exists (
                        select
                        from ledger.exchange
                        where
                            exchange.book_id = transfer.book_id
                            and exchange.exchange_id = transfer.link_id
                    )
                )
            )
    )

    select
        'the transfers of an exchange are its figures' as invariant,
        coalesce(leg.book_id, posted.book_id) as book_id,
        'transfer ' || coalesce(leg.transfer_id, posted.transfer_id) as place
    from leg
    full join posted
        on
            leg.book_id = posted.book_id
            and leg.transfer_id = posted.transfer_id
    where
        row(
            leg.kind, leg.debit_account_id, leg.credit_account_id, leg.amount, leg.currency,
            leg.value_date, leg.link_id
        )
        is distinct from
        row(
            posted.kind, posted.debit_account_id, posted.credit_account_id, posted.amount,
            posted.currency, posted.value_date, posted.link_id
        );
end;
$body$;

comment on function report.verify_exchange is
'Every exchange that its rates, or its transfers, don''t bear out: a refused one has none. With a
transaction id, only what it and later ones exchanged.';

revoke all on function report.verify_exchange from public;
grant execute on function report.verify_exchange to report_read;

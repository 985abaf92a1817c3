-- Behind the lock of the id, so nobody is between this look and the row. A request that names no
-- day of rates asks for whichever was taken.

create or replace function ledger.replay_exchange(p_request ledger.exchange)
returns ledger.exchange
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_stored ledger.exchange;
    v_other ledger.exchange;
    v_differing text[];
begin
    select * into v_stored
    from ledger.exchange
    where
        book_id = p_request.book_id
        and exchange_id = p_request.exchange_id;

    if not found then
        return null;
    end if;

    v_differing := array(
        select asked.key
        from jsonb_each(to_jsonb(p_request)) as asked
        inner join jsonb_each(to_jsonb(v_stored)) as stored on asked.key = stored.key
        where
            asked.key in (
                'from_account_id', 'to_account_id', 'sold', 'sold_currency', 'bought_currency',
                'rate_date', 'fee', 'fee_account_id', 'value_date', 'memo'
            )
            and asked.value <> stored.value
            and (asked.key, asked.value) <> ('rate_date', 'null')
        order by asked.key
    );

    if v_differing = '{}' then
        return v_stored;
    end if;

    v_other.book_id := p_request.book_id;
    v_other.exchange_id := p_request.exchange_id;
    v_other.refusal := core.refusal('LG301', jsonb_build_object(
        'argument', 'exchange_id',
        'exchange_id', p_request.exchange_id,
        'differing', v_differing
    ));
    return v_other;
end;
$body$;

comment on function ledger.replay_exchange is
'What came of the exchange that was first with this id; all null where there was none. Of another
request it tells nothing but that, and what differs.';

revoke all on function ledger.replay_exchange from public;

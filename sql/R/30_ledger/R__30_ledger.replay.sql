-- Strict: where another key than that of the id was violated there is no such row, and that is a
-- fault of ours, not an answer. An amount that a request leaves open (what is left of a hold) was
-- settled when it was first; that it was left open is a column of its own.

create or replace function ledger.replay(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_stored ledger.transfer;
    v_other ledger.transfer;
    v_differing text[];
begin
    select * into strict v_stored
    from ledger.transfer
    where
        book_id = p_request.book_id
        and transfer_id = p_request.transfer_id;

    v_differing := array(
        select asked.key
        from jsonb_each(to_jsonb(p_request)) as asked
        inner join jsonb_each(to_jsonb(v_stored)) as stored on asked.key = stored.key
        where
            asked.key in (
                'kind', 'debit_account_id', 'credit_account_id', 'amount', 'currency',
                'value_date', 'memo', 'reverses_transfer_id', 'hold_transfer_id', 'is_rest',
                'expires_at'
            )
            and asked.value <> stored.value
            and (asked.key <> 'amount' or p_request.amount is not null)
        order by asked.key
    );

    if v_differing = '{}' then
        return v_stored;
    end if;

    v_other.book_id := p_request.book_id;
    v_other.transfer_id := p_request.transfer_id;
    v_other.refusal := core.refusal('LG301', jsonb_build_object(
        'argument', 'transfer_id',
        'transfer_id', p_request.transfer_id,
        'differing', v_differing
    ));
    return v_other;
end;
$body$;

comment on function ledger.replay is
'What came of the request that was first with this id. Of another request it tells nothing but that,
and what differs.';

revoke all on function ledger.replay from public;
